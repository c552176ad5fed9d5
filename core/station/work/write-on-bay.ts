import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import type { ConfigurationDifference } from '../../domain/installation/difference.ts';
import type { ConfigurationProfile } from '../../domain/installation/profile.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { ConfigChange, KeyWrite } from '../../ports/unit-driver.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { changeSheet, type SheetOutcome } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { plannedDifference, profileOf } from './compare-on-bay.ts';
import { putIdentity } from './identify-on-bay.ts';
import { installedOperation } from './installed-operation.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';
import { verifyWrite } from './verify-write.ts';

export type Written = SheetOutcome | LinkProblem | { readonly kind: 'no-profile' };

/** What became of a write; every key says how it stands. */
interface WriteEnd {
  readonly kind: 'write-end';
  readonly changes: readonly ConfigurationChange[];
  /** Null when everything was written and read back. */
  readonly why: string | null;
}

/**
 * Writes the difference, reads back and verifies (INST-3). That a write has begun is on disk before the first byte goes out, so a crash or
 * a pulled cable leaves a sheet that says "read the unit again" and never one that says "done".
 */
export async function writeOnBay(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<Written> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const profile = profileOf(context, session);
  if (profile === null) {
    return { kind: 'no-profile' };
  }
  const begun = changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'write-begun' },
    audit: { action: 'configuration.write-begun', after: { profile: `${profile.name} ${profile.version}` } },
  });
  if (begun.kind !== 'changed') {
    return begun;
  }
  const end = await workOnBay<WriteEnd>(context, {
    session: begun.session,
    activity: 'write',
    work: (unit) => writeAndVerify({ unit, profile, session: begun.session }),
  });
  switch (end.kind) {
    case 'write-end':
      return putEnd(context, principal, { session: begun.session, profile, end });
    case 'stranger':
      putEnd(context, principal, { session: begun.session, profile, end: nothingSent(begun.session, 'wrong-unit') });
      return putIdentity(context, principal, { sessionId, bay: session.bay ?? 0, identity: end.read, port: end.port });
    case 'link-problem':
      putEnd(context, principal, { session: begun.session, profile, end: nothingSent(begun.session, end.reason) });
      return end;
  }
}

/** Trouble before the first byte: the unit is as it was read. */
function nothingSent(session: BenchSession, why: string): WriteEnd {
  return { kind: 'write-end', changes: changesOf(session), why };
}

function changesOf({ configuration }: BenchSession): readonly ConfigurationChange[] {
  invariant(configuration.kind === 'writing', 'a write ends on a sheet that is being written');
  return configuration.changes;
}

interface Writing {
  readonly unit: MetUnit;
  readonly profile: ConfigurationProfile;
  readonly session: BenchSession;
}

async function writeAndVerify({ unit, profile, session }: Writing): Promise<WriteEnd> {
  const { link, driver, identity, progress } = unit;
  const shown = changesOf(session);
  // Read afresh: what was compared may be minutes old, and true values of secrets are not kept on the sheet.
  const read = await driver.readConfiguration(
    link,
    profile.values.map(({ key }) => key),
  );
  if (read.kind !== 'read') {
    return { kind: 'write-end', changes: shown, why: linkProblem(read).reason };
  }
  const plan = plannedDifference(profile, {
    values: read.values,
    capabilities: driver.capabilities(identity),
  });
  const wanted = asReadNow(shown, plan);
  const total = plan.writes.length * 2;
  const written = await driver.writeConfiguration(link, identity.imei ?? '', plan.writes, ({ done }) =>
    progress(done, total),
  );
  if (written.kind === 'written') {
    return verify({ unit, shown: wanted, writes: written.writes, planned: plan.writes });
  }
  if (written.kind === 'partial') {
    return { kind: 'write-end', changes: withWrites(wanted, written.writes), why: written.fault.kind };
  }
  return { kind: 'write-end', changes: wanted, why: written.kind };
}

/**
 * What was shown, as the unit holds it at the beginning of writing. A key that holds the wanted value by now needs no write and is settled;
 * one that has changed since it was shown is written too, and says so.
 */
function asReadNow(
  shown: readonly ConfigurationChange[],
  { changes, unsupported, unknown, same }: ConfigurationDifference,
): readonly ConfigurationChange[] {
  const open = [...changes, ...unsupported, ...unknown];
  const settled = shown
    .filter(({ key }) => same.includes(key))
    .map((change): ConfigurationChange => ({ ...change, state: 'verified' }));
  const gone = shown.filter(({ key }) => ![...open, ...settled].some((one) => one.key === key));
  return [...open, ...settled, ...gone];
}

async function verify({
  unit,
  shown,
  writes,
  planned,
}: {
  readonly unit: MetUnit;
  readonly shown: readonly ConfigurationChange[];
  readonly writes: readonly KeyWrite[];
  readonly planned: readonly ConfigChange[];
}): Promise<WriteEnd> {
  const changes = withWrites(shown, writes);
  const outcome = await verifyWrite(unit, planned);
  if (outcome.kind !== 'verified' && outcome.kind !== 'differs') {
    const unknown = changes.map((change) =>
      change.state === 'accepted' ? { ...change, state: 'unknown' as const } : change,
    );
    return { kind: 'write-end', changes: unknown, why: outcome.kind };
  }
  unit.progress(planned.length * 2, planned.length * 2);
  const judged = changes.map((change) => {
    const key = outcome.keys.find((one) => one.key === change.key);
    return key === undefined ? change : { ...change, state: key.equal ? ('verified' as const) : ('differs' as const) };
  });
  const isSettled = judged.every(({ state }) => state === 'verified' || state === 'unsupported');
  const doubt = isSettled ? null : 'not-verified';
  return { kind: 'write-end', changes: judged, why: outcome.kind === 'verified' ? doubt : 'differs' };
}

function withWrites(shown: readonly ConfigurationChange[], writes: readonly KeyWrite[]): ConfigurationChange[] {
  return shown.map((change) => {
    const write = writes.find(({ key }) => key === change.key);
    return write === undefined
      ? change
      : { ...change, state: write.state, ...(write.detail === undefined ? {} : { detail: write.detail }) };
  });
}

function putEnd(
  context: StationContext,
  principal: Principal,
  {
    session,
    profile,
    end,
  }: { readonly session: BenchSession; readonly profile: ConfigurationProfile; readonly end: WriteEnd },
): SheetOutcome {
  const settled = end.why === null;
  const operation = settled ? installedOperation(context, principal, { session, profile, changes: end.changes }) : null;
  return changeSheet(context, {
    sessionId: session.id,
    principal,
    event: { kind: 'write-ended', changes: end.changes, why: end.why },
    audit: {
      action: settled ? 'configuration.verified' : 'configuration.incomplete',
      outcome: settled ? 'done' : 'failed',
      code: end.why,
      after: Object.fromEntries(end.changes.map(({ key, to, state }) => [key, `${to} (${state})`])),
    },
    feed: {
      mark: settled ? 'ok' : 'warn',
      key: settled ? 'configuration-verified' : 'configuration-incomplete',
      detail: { count: String(end.changes.length), why: end.why ?? '' },
    },
    ...(operation === null ? {} : { operation }),
  });
}
