import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { needsConfiguration } from '../../domain/bench/missing-for-sign-off.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { type ConfigurationDifference, difference } from '../../domain/installation/difference.ts';
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
import { knownAfter, knownOf, openValues, withKnown } from './known-values.ts';
import { type MetUnit, workOnBay } from './unit-on-bay.ts';
import { type Wanted, wantedOnSheet } from './wanted-on-sheet.ts';

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
  const wanted = wantedOnSheet(context, session);
  if (wanted.kind !== 'wanted') {
    return wanted;
  }
  const nothing = comparison(wanted, { backupId: '', changes: [] });
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
  return answer.kind === 'read-unit' ? putComparison(context, principal, { session, wanted, read: answer }) : answer;
}

/** Wanted against read. True values of secrets are in its `writes` alone. */
export function plannedDifference(
  { values }: Wanted,
  read: Pick<ReadUnit, 'values' | 'capabilities'>,
): ConfigurationDifference {
  return difference(values, read.values, read.capabilities.keys);
}

export async function readAll({ link, driver, identity }: MetUnit): Promise<ReadUnit | LinkProblem> {
  const read = await driver.readConfiguration(link);
  return read.kind === 'read'
    ? { kind: 'read-unit', values: read.values, capabilities: driver.capabilities(identity) }
    : linkProblem(read);
}

const comparedAction = 'configuration.read';

function comparison(
  { profile, levels, values }: Wanted,
  found: { readonly backupId: string; readonly changes: readonly ConfigurationChange[] },
) {
  return {
    kind: 'configuration-compared',
    profileId: profile.id,
    profileName: profile.name,
    profileVersion: profile.version,
    profileLevels: levels,
    minimumFirmware: profile.minimumFirmware,
    keysCompared: values.length,
    ...found,
  } as const;
}

function putComparison(
  context: StationContext,
  principal: Principal,
  { session, wanted, read }: { readonly session: BenchSession; readonly wanted: Wanted; readonly read: ReadUnit },
): SheetOutcome {
  const { profile } = wanted;
  const { keys } = read.capabilities;
  const found = plannedDifference(wanted, read);
  const fresh = backupOfSheet(context, principal, { session, origin: 'before-write', ...read });
  const [newest] = context.store.backups({ unit: fresh.unit, limit: 1 });
  // Comparing again and again does not fill the list with the same.
  const backup = newest !== undefined && holdsTheSame(newest, fresh) ? newest : fresh;
  // After a write that was cut off the unit holds a mixture: what it held before is what must be kept.
  const backupId = session.configuration.kind === 'incomplete' ? session.configuration.backupId : backup.id;
  const all = [...found.changes, ...found.unsupported, ...found.unknown];
  const changes = withKnown(all, knownOf(context, session), keys);
  const values = openValues(read.values, keys);
  const outcome = context.store.transact((write) => {
    const changed = changeSheetIn(context, write, {
      sessionId: session.id,
      principal,
      event: comparison(wanted, { backupId, changes }),
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
      const installation = { session: changed.session, wanted, changes, values };
      const operation = installedOperation(context, principal, installation);
      if (operation !== null) {
        write.enqueue(operation);
      }
    }
    if (changed.kind === 'changed' && changed.session.configuration.kind === 'verified') {
      write.mirror.putKnownConfiguration(knownAfter(context, principal, { session, profile, values }));
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
