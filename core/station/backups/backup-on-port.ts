import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import { readBackupFile, writeBackupFile } from '../../domain/installation/backup-file.ts';
import type { ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import { isRestored, planRestore, type RestoreLine } from '../../domain/installation/restore-plan.ts';
import { takeBackup } from '../../domain/installation/take-backup.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { FoundOnPort } from '../cable/find-unit.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { OpenPort } from '../cable/write-on-port.ts';
import { auditActor, type Principal } from '../principal.ts';
import { profileForUnit } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';
import { about, backupFileName } from './backup-view.ts';
import { auditOf } from './transfer-keeping.ts';
import { writeLines } from './write-lines.ts';

/** Backing up and restoring a unit on a port, without a work sheet: what the command line needs (STA-7). */
export interface PortUnit extends FoundOnPort {
  readonly port: OpenPort;
}

/** Reads, keeps, and gives the file. */
export async function backupOnPort(
  context: StationContext,
  principal: Principal,
  { unit, name }: { readonly unit: PortUnit; readonly name: string | null },
) {
  const { driver, identity, port } = unit;
  const read = await driver.readConfiguration(port.link);
  if (read.kind !== 'read') {
    return linkProblem(read);
  }
  const facts = factsOf(context, identity.imei);
  const backup = takeBackup(
    {
      id: context.ids.next(),
      name: name === '' ? null : name,
      origin: 'by-hand',
      unit: facts === null ? (identity.imei ?? 'unknown') : formatUnitKey(facts),
      imei: identity.imei ?? '',
      driver: identity.driver,
      model: identity.model,
      firmware: identity.firmware,
      ownerId: facts?.ownerId ?? null,
      takenAt: context.clock.now(),
      takenBy: auditActor(principal).name,
      station: context.identity.name,
      sessionId: null,
    },
    read.values,
    driver.capabilities(identity).keys,
  );
  context.store.transact((write) => {
    write.saveBackup(backup);
    write.appendAudit({
      ...about(context, principal, backup),
      action: 'configuration.backed-up',
      after: auditOf(backup),
    });
  });
  const { id, unread } = backup;
  return {
    kind: 'kept' as const,
    id,
    unit: backup.unit,
    unread,
    keys: Object.keys(backup.values).length,
    checksum: backup.checksum ?? '',
    fileName: backupFileName(backup),
    text: writeBackupFile(backup),
  };
}

/** Checks the file, refuses another unit before anything is sent, and writes what the rule lets back. */
export async function restoreOnPort(
  context: StationContext,
  principal: Principal,
  { unit, text, dryRun }: { readonly unit: PortUnit; readonly text: string; readonly dryRun: boolean },
) {
  const reading = readBackupFile(text);
  if (reading.kind !== 'backup') {
    return { kind: 'not-taken' as const, why: reading.kind };
  }
  const { driver, identity, port } = unit;
  const { backup } = reading;
  if (identity.imei === null || identity.imei !== backup.imei) {
    return { kind: 'wrong-unit' as const, expected: backup.imei, read: identity.imei };
  }
  const read = await driver.readConfiguration(port.link);
  if (read.kind !== 'read') {
    return linkProblem(read);
  }
  const facts = factsOf(context, identity.imei);
  const plan = planRestore({
    backup,
    actual: read.values,
    keys: driver.capabilities(identity).keys,
    profileKeys: facts === null ? [] : (profileForUnit(context, facts)?.values ?? []).map(({ key }) => key),
    sameOwner: facts !== null && facts.ownerId === backup.ownerId,
  });
  if (dryRun) {
    return { kind: 'planned' as const, lines: [...plan.lines] };
  }
  const { lines, why } = await writeLines({ ...unit, ...port, progress: () => {} }, plan);
  keepTrail(context, principal, { backup, lines });
  return {
    kind: why === null && isRestored(lines) ? ('restored' as const) : ('incomplete' as const),
    lines: [...lines],
  };
}

/** The unit by the station's copy of the registry; null where it is not known, or several types share the number. */
function factsOf({ store }: StationContext, imei: string | null): UnitFacts | null {
  const units = imei === null ? [] : store.unitsBySerial(imei);
  return units.length === 1 ? (units[0] ?? null) : null;
}

function keepTrail(
  context: StationContext,
  principal: Principal,
  { backup, lines }: { readonly backup: ConfigurationBackup; readonly lines: readonly RestoreLine[] },
): void {
  const isDone = isRestored(lines);
  context.store.transact((write) =>
    write.appendAudit({
      ...about(context, principal, backup),
      action: isDone ? 'configuration.restored' : 'configuration.restore-incomplete',
      outcome: isDone ? 'done' : 'failed',
      after: {
        backup: backup.id,
        ...Object.fromEntries(lines.map(({ key, state, reason }) => [key, reason ?? state])),
      },
    }),
  );
}
