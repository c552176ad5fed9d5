import type { BackupRow } from '../../contract/station/backups.ts';
import { parseUnitKey } from '../../domain/identity/unit-key.ts';
import { backupIntegrity, type ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';

const fingerprintDigits = 12;

/** A backup as a line of a list. */
export function backupRowOf({ unitTypes }: Pick<StationContext, 'unitTypes'>, backup: ConfigurationBackup): BackupRow {
  const { id, name, origin, unit, model, takenAt, takenBy, station, values, checksum } = backup;
  const parsed = parseUnitKey(unit);
  return {
    typeLabel: parsed.kind === 'unit-key' ? entryOf(unitTypes, parsed.key.unitType).label : null,
    id,
    name,
    origin,
    unit,
    model,
    takenAt,
    takenBy,
    station,
    keys: Object.keys(values).length,
    fingerprint: checksum === null ? null : checksum.slice(0, fingerprintDigits),
    integrity: backupIntegrity(backup),
  };
}

/** Names the file by unit and moment, in characters that every file system takes. */
export function backupFileName({ unit, takenAt }: Pick<ConfigurationBackup, 'unit' | 'takenAt'>): string {
  const moment = takenAt.slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `fitbay-backup-${unit.replaceAll(/[^a-z0-9-]/gi, '-')}-${moment}.json`;
}

/** What the trail says of an act on a backup itself: it concerns this station's organization, and no sheet. */
export function about({ identity }: StationContext, principal: Principal, { unit }: ConfigurationBackup) {
  return {
    actor: auditActor(principal),
    organizations: [identity.organizationId],
    outcome: 'done' as const,
    unit,
  };
}
