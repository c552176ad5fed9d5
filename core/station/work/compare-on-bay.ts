import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { needsConfiguration } from '../../domain/bench/missing-for-sign-off.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { desiredConfiguration } from '../../domain/installation/desired-configuration.ts';
import { type ConfigurationDifference, difference } from '../../domain/installation/difference.ts';
import type { ConfigurationProfile } from '../../domain/installation/profile.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { ConfigurationBackup } from '../../ports/station-store.ts';
import type { ConfigReading, DriverCapabilities } from '../../ports/unit-driver.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { changeSheetIn, refusalAhead, type SheetOutcome, tellSheet, unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from './identify-on-bay.ts';
import { installedOperation } from './installed-operation.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';

export type Compared = SheetOutcome | LinkProblem | { readonly kind: 'no-profile' };

interface ReadUnit {
  readonly kind: 'read-unit';
  readonly values: Readonly<Record<string, ConfigReading>>;
  readonly capabilities: DriverCapabilities;
}

/** Reads what the unit holds, keeps it as a named backup, and compares it with the profile (INST-3). Writes nothing. */
export async function compareOnBay(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<Compared> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const profile = profileOf(context, session);
  if (profile === null) {
    return { kind: 'no-profile' };
  }
  const nothing = comparison(profile, { backupId: '', changes: [] });
  const refused = refusalAhead(context, { sessionId, principal, event: nothing, audit: { action: comparedAction } });
  if (refused !== null) {
    return refused;
  }
  const answer = await workOnBay<ReadUnit | LinkProblem>(context, { session, activity: 'compare', work: readAll });
  if (answer.kind === 'stranger') {
    return putIdentity(context, principal, {
      sessionId,
      bay: session.bay ?? 0,
      identity: answer.read,
      port: answer.port,
    });
  }
  return answer.kind === 'read-unit' ? putComparison(context, principal, { session, profile, read: answer }) : answer;
}

/** The profile for this unit type. Where several fit, the newest of the customer's list; choosing by hand comes with the profile pages. */
export function profileOf({ store }: StationContext, session: BenchSession): ConfigurationProfile | null {
  return session.unit === null ? null : (store.profilesFor(session.unit.unitType)[0] ?? null);
}

/** What the unit shall hold, with the true values of secrets; for comparing and writing only. */
export function plannedDifference(
  profile: ConfigurationProfile,
  read: Pick<ReadUnit, 'values' | 'capabilities'>,
): ConfigurationDifference {
  const desired = desiredConfiguration({ profile, overrideAllowed: false });
  return difference(desired.kind === 'desired' ? desired.values : profile.values, read.values, read.capabilities.keys);
}

async function readAll({ link, driver, identity }: MetUnit): Promise<ReadUnit | LinkProblem> {
  const read = await driver.readConfiguration(link);
  return read.kind === 'read'
    ? { kind: 'read-unit', values: read.values, capabilities: driver.capabilities(identity) }
    : linkProblem(read);
}

const comparedAction = 'configuration.read';

function comparison(
  profile: ConfigurationProfile,
  found: { readonly backupId: string; readonly changes: readonly ConfigurationChange[] },
) {
  return {
    kind: 'configuration-compared',
    profileId: profile.id,
    profileName: profile.name,
    profileVersion: profile.version,
    minimumFirmware: profile.minimumFirmware,
    keysCompared: profile.values.length,
    ...found,
  } as const;
}

function putComparison(
  context: StationContext,
  principal: Principal,
  {
    session,
    profile,
    read,
  }: { readonly session: BenchSession; readonly profile: ConfigurationProfile; readonly read: ReadUnit },
): SheetOutcome {
  const found = plannedDifference(profile, read);
  const backup = backupOf(context, session, read);
  // After a write that was cut off the unit holds a mixture: what it held before is what must be kept.
  const backupId = session.configuration.kind === 'incomplete' ? session.configuration.backupId : backup.id;
  const changes = [...found.changes, ...found.unsupported, ...found.unknown];
  const outcome = context.store.transact((write) => {
    const changed = changeSheetIn(context, write, {
      sessionId: session.id,
      principal,
      event: comparison(profile, { backupId, changes }),
      audit: {
        action: comparedAction,
        after: { profile: `${profile.name} ${profile.version}`, differ: String(changes.length), backup: backupId },
      },
      feed: { mark: 'ok', key: 'configuration-read', detail: { count: String(changes.length), profile: profile.name } },
    });
    if (changed.kind === 'changed' && backupId === backup.id) {
      write.saveBackup(backup);
    }
    // A write that was cut off may have brought everything to the unit: reading it is then what proves the installation.
    if (changed.kind === 'changed' && isInstalled(changed.session)) {
      const operation = installedOperation(context, principal, { session: changed.session, profile, changes });
      if (operation !== null) {
        write.enqueue(operation);
      }
    }
    return changed;
  });
  if (outcome.kind === 'changed') {
    tellSheet(context, session.id, isInstalled(outcome.session));
  }
  return outcome;
}

/** Whether a unit that had to be configured is found to be. */
function isInstalled(session: BenchSession): boolean {
  return session.configuration.kind === 'verified' && needsConfiguration(session);
}

/** What the unit held, secrets left out: they are not kept anywhere (INST-7). */
function backupOf(context: StationContext, session: BenchSession, read: ReadUnit): ConfigurationBackup {
  const values = Object.entries(read.values).flatMap(([key, reading]) => {
    const isSecret = read.capabilities.keys[key]?.secret === true;
    if (isSecret || reading.kind === 'unsupported' || reading.kind === 'unknown') {
      return [];
    }
    return [[key, reading.kind === 'value' ? reading.value : null] as const];
  });
  return {
    id: context.ids.next(),
    sessionId: session.id,
    unit: unitOf(session),
    takenAt: context.clock.now(),
    values: Object.fromEntries(values),
  };
}
