import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import type { ConfigurationDifference } from '../../domain/installation/difference.ts';
import { afterCrash } from '../../domain/installation/write-journal.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { ConfigChange, KeyWrite } from '../../ports/unit-driver.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { changeSheetIn, type SheetChange, type SheetOutcome, tellSheet } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { plannedDifference } from './compare-on-bay.ts';
import { putIdentity } from './identify-on-bay.ts';
import { installedOperation } from './installed-operation.ts';
import { keepJournal } from './keep-journal.ts';
import { knownAfter, knownOf, openValues, withKnown } from './known-values.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';
import { verifyWrite } from './verify-write.ts';
import { type Wanted, wantedOnSheet } from './wanted-on-sheet.ts';

export type Written = SheetOutcome | LinkProblem | { readonly kind: 'no-profile' };

/** What became of a write; every key says how it stands. */
interface WriteEnd {
  readonly kind: 'write-end';
  readonly changes: readonly ConfigurationChange[];
  /** Null when everything was written and read back. */
  readonly why: string | null;
  /** What the unit was read to hold before, without secrets; empty where it was not read. */
  readonly before: Record<string, string | null>;
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
  const wanted = wantedOnSheet(context, session);
  if (wanted.kind !== 'wanted') {
    return wanted;
  }
  const begun = beginWriting(context, principal, { sessionId, wanted });
  if (begun.kind !== 'changed') {
    return begun;
  }
  const end = await workOnBay<WriteEnd>(context, {
    session: begun.session,
    activity: 'write',
    work: (unit) => writeAndVerify({ context, unit, wanted, session: begun.session }),
  });
  switch (end.kind) {
    case 'write-end':
      return putEnd(context, principal, { session: begun.session, wanted, end });
    case 'stranger':
      putEnd(context, principal, { session: begun.session, wanted, end: nothingSent(begun.session, 'wrong-unit') });
      return putIdentity(context, principal, { sessionId, bay: session.bay ?? 0, identity: end.read, port: end.port });
    case 'link-problem':
      putEnd(context, principal, { session: begun.session, wanted, end: nothingSent(begun.session, end.reason) });
      return end;
  }
}

/** On disk before the first byte: that a write has begun, under which profile, and an empty journal. */
function beginWriting(
  context: StationContext,
  principal: Principal,
  { sessionId, wanted }: { readonly sessionId: SessionId; readonly wanted: Wanted },
): SheetOutcome {
  const { name, version } = wanted.profile;
  const begun = context.store.transact((write) => {
    write.clearWriteJournal(sessionId);
    return changeSheetIn(context, write, {
      sessionId,
      principal,
      event: { kind: 'write-begun' },
      audit: { action: 'configuration.write-begun', after: { profile: `${name} ${version}` } },
    });
  });
  if (begun.kind === 'changed') {
    tellSheet(context, sessionId, false);
  }
  return begun;
}

/** Trouble before the first byte: nothing was sent, and the unit is as it was read. */
function nothingSent(session: BenchSession, why: string): WriteEnd {
  return { kind: 'write-end', changes: changesOf(session).map(asNotSent), why, before: {} };
}

function asNotSent(change: ConfigurationChange): ConfigurationChange {
  return change.state === 'to-write' ? { ...change, state: 'not-sent' } : change;
}

function changesOf({ configuration }: BenchSession): readonly ConfigurationChange[] {
  invariant(configuration.kind === 'writing', 'a write ends on a sheet that is being written');
  return configuration.changes;
}

interface Writing {
  readonly context: StationContext;
  readonly unit: MetUnit;
  readonly wanted: Wanted;
  readonly session: BenchSession;
}

async function writeAndVerify({ context, unit, wanted, session }: Writing): Promise<WriteEnd> {
  const { link, driver, identity, progress } = unit;
  const shown = changesOf(session);
  // Read afresh: what was compared may be minutes old, and true values of secrets are not kept on the sheet.
  const read = await driver.readConfiguration(
    link,
    wanted.values.map(({ key }) => key),
  );
  if (read.kind !== 'read') {
    return nothingSent(session, linkProblem(read).reason);
  }
  const capabilities = driver.capabilities(identity);
  const plan = plannedDifference(wanted, { values: read.values, capabilities });
  const before = openValues(read.values, capabilities.keys);
  const toWrite = withKnown(asReadNow(shown, plan), knownOf(context, session), capabilities.keys);
  const total = plan.writes.length * 2;
  const journal = keepJournal(context, session.id);
  const written = await driver.writeConfiguration(link, identity.imei ?? '', plan.writes, (step) => {
    journal(step);
    progress(step.done, total);
  });
  if (written.kind === 'written') {
    return { ...(await verify({ unit, shown: toWrite, writes: written.writes, planned: plan.writes })), before };
  }
  if (written.kind === 'partial') {
    return { kind: 'write-end', changes: withWrites(toWrite, written.writes), why: written.fault.kind, before };
  }
  // A driver ends like this before the first value; where its journal says otherwise, the journal is believed.
  const noted = context.store.writeJournal(session.id);
  const changes = noted.length === 0 ? toWrite.map(asNotSent) : [...afterCrash(toWrite, noted)];
  return { kind: 'write-end', changes, why: written.kind, before };
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
}): Promise<Omit<WriteEnd, 'before'>> {
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

/** What became of it, what the unit is known to hold from now on, and what the cloud is told: on disk together. */
function putEnd(
  context: StationContext,
  principal: Principal,
  { session, wanted, end }: { readonly session: BenchSession; readonly wanted: Wanted; readonly end: WriteEnd },
): SheetOutcome {
  const settled = end.why === null;
  const values = valuesAfter(end);
  const operation = settled
    ? installedOperation(context, principal, { session, wanted, changes: end.changes, values })
    : null;
  const outcome = context.store.transact((write) => {
    const changed = changeSheetIn(context, write, endOf(session, principal, { end, operation }));
    if (changed.kind === 'changed') {
      write.clearWriteJournal(session.id);
    }
    if (changed.kind === 'changed' && settled) {
      write.mirror.putKnownConfiguration(knownAfter(context, principal, { session, profile: wanted.profile, values }));
    }
    return changed;
  });
  if (outcome.kind === 'changed') {
    tellSheet(context, session.id, operation !== null);
  }
  return outcome;
}

/** What was read before, with what was read back since. */
function valuesAfter({ before, changes }: WriteEnd): Record<string, string | null> {
  const written = changes.filter(({ state, secret }) => state === 'verified' && !secret);
  return { ...before, ...Object.fromEntries(written.map(({ key, to }) => [key, to])) };
}

function endOf(
  session: BenchSession,
  principal: Principal,
  { end, operation }: { readonly end: WriteEnd; readonly operation: OperationDraft | null },
): SheetChange {
  const settled = end.why === null;
  return {
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
  };
}
