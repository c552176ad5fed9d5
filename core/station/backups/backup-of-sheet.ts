import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { BackupOrigin, ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import type { ActualValue } from '../../domain/installation/difference.ts';
import { takeBackup } from '../../domain/installation/take-backup.ts';
import type { DriverCapabilities } from '../../ports/unit-driver.ts';
import { auditActor, type Principal } from '../principal.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

export interface ReadForBackup {
  readonly session: BenchSession;
  readonly origin: BackupOrigin;
  readonly name?: string | null;
  readonly values: Readonly<Record<string, ActualValue>>;
  readonly capabilities: DriverCapabilities;
}

/** A reading on a sheet's bay as a backup: who read what from whose unit, and when. Storing it is the caller's act. */
export function backupOfSheet(
  context: StationContext,
  principal: Principal,
  { session, origin, name = null, values, capabilities }: ReadForBackup,
): ConfigurationBackup {
  const { identity, verdict } = session;
  const known = identity.kind === 'agrees' ? identity : null;
  return takeBackup(
    {
      id: context.ids.next(),
      name,
      origin,
      unit: unitOf(session),
      imei: known?.imei ?? session.label.serial,
      driver: known?.driver ?? null,
      model: known?.model ?? null,
      firmware: known?.firmware ?? null,
      ownerId: verdict.kind === 'verdict' ? (verdict.owner?.id ?? null) : null,
      takenAt: context.clock.now(),
      takenBy: auditActor(principal).name,
      station: context.identity.name,
      sessionId: session.id,
    },
    values,
    capabilities.keys,
  );
}
