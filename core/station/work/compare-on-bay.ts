import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { needsConfiguration } from '../../domain/bench/missing-for-sign-off.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { desiredConfiguration } from '../../domain/installation/desired-configuration.ts';
import { type ConfigurationDifference, difference } from '../../domain/installation/difference.ts';
import type { ConfigurationProfile } from '../../domain/installation/profile.ts';
import { holdsTheSame } from '../../domain/installation/take-backup.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { ConfigReading, DriverCapabilities } from '../../ports/unit-driver.ts';
import { backupOfSheet } from '../backups/backup-of-sheet.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { changeSheetIn, refusalAhead, type SheetOutcome, tellSheet } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from './identify-on-bay.ts';
import { installedOperation } from './installed-operation.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';

export type Compared = SheetOutcome | LinkProblem | { readonly kind: 'no-profile' };

export interface ReadUnit {
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

/** The profile for this unit type: the one that the carton named if it fits, otherwise the newest of the customer's list. */
export function profileOf({ store }: StationContext, session: BenchSession): ConfigurationProfile | null {
  const fitting = session.unit === null ? [] : store.profilesFor(session.unit.unitType);
  return fitting.find(({ id }) => id === session.wishedProfileId) ?? fitting[0] ?? null;
}

/** What the unit shall hold, with the true values of secrets; for comparing and writing only. */
export function plannedDifference(
  profile: ConfigurationProfile,
  read: Pick<ReadUnit, 'values' | 'capabilities'>,
): ConfigurationDifference {
  const desired = desiredConfiguration({ profile, overrideAllowed: false });
  return difference(desired.kind === 'desired' ? desired.values : profile.values, read.values, read.capabilities.keys);
}

export async function readAll({ link, driver, identity }: MetUnit): Promise<ReadUnit | LinkProblem> {
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
  const fresh = backupOfSheet(context, principal, { session, origin: 'before-write', ...read });
  const [newest] = context.store.backups({ unit: fresh.unit, limit: 1 });
  // Comparing again and again does not fill the list with the same.
  const backup = newest !== undefined && holdsTheSame(newest, fresh) ? newest : fresh;
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
    if (changed.kind === 'changed' && backupId === fresh.id) {
      write.saveBackup(fresh);
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
