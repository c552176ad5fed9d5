import type { Refused } from '../../domain/bench/bench-refusal.ts';
import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { backupIntegrity, type ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import { changeSheet, refusalAhead, type SheetOutcome, unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from '../work/identify-on-bay.ts';
import { awaitReset } from './await-reset.ts';
import { restoreBegun, type WriteBack, type WrittenBack, writeBack } from './write-back.ts';

/**
 * The restoring half of "back up, transfer, restore" (decisions.md d2). Needs the transfer acknowledged; waits for the reset of the unit
 * unless restoring had begun already and was cut off: then the reset had been seen.
 */
export async function restoreSheet(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<WrittenBack> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const { restore } = session;
  const found = findBackup(context, session, restore.kind === 'none' ? '' : restore.backupId);
  if (found.kind === 'refused') {
    return restore.kind === 'none' ? refuse('nothing-to-restore') : found;
  }
  const wish: WriteBack = { session, backup: found.backup, purpose: 'after-transfer' };
  const refused = refusedAhead(context, principal, wish);
  if (refused !== null) {
    return refused;
  }
  if (restore.kind === 'kept') {
    const seen = await awaitReset(context, session, found.backup);
    switch (seen.kind) {
      case 'not-seen':
        return refuse('reset-not-seen');
      case 'stranger':
        return putIdentity(context, principal, {
          sessionId,
          bay: session.bay ?? 0,
          identity: seen.read,
          port: seen.port,
        });
      case 'link-problem':
        return seen;
      case 'reset':
        break;
    }
  }
  return writeBack(context, principal, wish);
}

/** Returns the unit of a sheet to any backup of it that is kept here (INST-3). */
export async function rollBackSheet(
  context: StationContext,
  principal: Principal,
  { sessionId, backupId }: { readonly sessionId: SessionId; readonly backupId: string },
): Promise<WrittenBack> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const found = findBackup(context, session, backupId);
  if (found.kind === 'refused') {
    return found;
  }
  const wish: WriteBack = { session, backup: found.backup, purpose: 'roll-back' };
  return refusedAhead(context, principal, wish) ?? writeBack(context, principal, wish);
}

/** A person goes on without restoring; why stands on the report. */
export function leaveUnrestored(
  context: StationContext,
  principal: Principal,
  { sessionId, why }: { readonly sessionId: SessionId; readonly why: string },
): SheetOutcome {
  return changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'restore-left', why },
    audit: { action: 'configuration.restore-left', after: { why } },
    feed: { mark: 'warn', key: 'restore-left', detail: { why } },
  });
}

type FoundBackup = { readonly kind: 'found'; readonly backup: ConfigurationBackup } | Refused;

/** A backup of this very unit that is what it was when it was taken. */
function findBackup({ store }: StationContext, session: BenchSession, backupId: string): FoundBackup {
  const backup = store.backup(backupId);
  if (backup === null) {
    return refuse('no-such-backup');
  }
  if (backup.unit !== unitOf(session) && backup.imei !== session.label.serial) {
    return refuse('other-units-backup', { unit: backup.unit });
  }
  return backupIntegrity(backup) === 'changed' ? refuse('backup-changed') : { kind: 'found', backup };
}

/** Asks the sheet before the unit is bothered. */
function refusedAhead(context: StationContext, principal: Principal, { session, backup, purpose }: WriteBack) {
  return refusalAhead(context, {
    sessionId: session.id,
    principal,
    event: restoreBegun({ backup, purpose }, []),
    audit: { action: 'configuration.restore-begun' },
  });
}
