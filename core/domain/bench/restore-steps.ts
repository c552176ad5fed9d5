// How backing up before a transfer and putting values back change a sheet (decisions.md d2, INST-3).
import { assertNever } from '../../kernel/assert-never.ts';
import { isRestored } from '../installation/restore-plan.ts';
import type { EventOf } from './bench-event.ts';
import { isTransferred, permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { isUpdating } from './firmware-steps.ts';
import { type Change, changed } from './sheet-change.ts';

/** Only a unit that may be configured here after its transfer is worth a backup: nobody else could put anything back. */
export function keepBackup(session: BenchSession, event: EventOf<'backup-kept'>): Change | Refused {
  if (session.identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  if (isTransferred(session)) {
    return refuse('transfer-under-way');
  }
  const transfer = permissionFor(session, 'transfer');
  const install = permissionFor(session, 'install');
  if (transfer.kind !== 'granted' || install.kind === 'denied') {
    return refuse('not-allowed', { code: codeOf(transfer) ?? codeOf(install) ?? '' });
  }
  const { kind: _, ...backup } = event;
  return changed({ restore: { kind: 'kept', purpose: 'after-transfer', ...backup } });
}

export function changeRestore(
  session: BenchSession,
  event: EventOf<'restore-begun' | 'restore-ended' | 'restore-left'>,
): Change | Refused {
  switch (event.kind) {
    case 'restore-begun':
      return beginRestore(session, event);
    case 'restore-ended':
      return endRestore(session, event);
    case 'restore-left':
      return leaveRestore(session, event);
    default:
      return assertNever(event);
  }
}

/** After a transfer only what was kept for it goes back, and only once the cloud has acknowledged: until then the unit is not reset. */
function beginRestore(session: BenchSession, event: EventOf<'restore-begun'>): Change | Refused {
  if (session.identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  const install = permissionFor(session, 'install');
  if (install.kind !== 'granted') {
    return refuse('not-allowed', { code: codeOf(install) ?? 'TRANSFER_AVAILABLE' });
  }
  if (session.configuration.kind === 'writing' || session.restore.kind === 'writing' || isUpdating(session)) {
    return refuse('write-unfinished');
  }
  const against = event.purpose === 'after-transfer' ? againstAfterTransfer(session, event.backupId) : null;
  if (against !== null) {
    return against;
  }
  const { kind: _, lines, ...backup } = event;
  return changed({ restore: { ...backup, kind: 'writing', lines: [...lines] } });
}

function againstAfterTransfer({ restore, transfer }: BenchSession, backupId: string): Refused | null {
  if (restore.kind === 'none' || restore.purpose !== 'after-transfer' || restore.backupId !== backupId) {
    return refuse('nothing-to-restore');
  }
  if (restore.kind === 'done') {
    return refuse('nothing-to-restore');
  }
  return transfer.kind === 'done' ? null : refuse('transfer-not-acknowledged');
}

/** Only read-back makes it done. A roll-back leaves the unit with other values than were compared, so it has to be read again. */
function endRestore(session: BenchSession, event: EventOf<'restore-ended'>): Change | Refused {
  const { restore } = session;
  if (restore.kind !== 'writing') {
    return refuse('no-write-open');
  }
  const { at, by } = event;
  const after = { ...restore, lines: [...event.lines], at, by };
  const isDone = event.why === null && isRestored(event.lines);
  return changed({
    restore: isDone ? { ...after, kind: 'done' } : { ...after, kind: 'incomplete', why: event.why ?? 'not-verified' },
    ...(restore.purpose === 'roll-back' ? { configuration: { kind: 'not-read' as const } } : {}),
  });
}

function leaveRestore(session: BenchSession, event: EventOf<'restore-left'>): Change | Refused {
  const { restore } = session;
  if (restore.kind !== 'kept' && restore.kind !== 'incomplete') {
    return refuse(restore.kind === 'writing' ? 'write-unfinished' : 'nothing-to-restore');
  }
  if (restore.kind === 'kept' && session.transfer.kind === 'provisional') {
    return refuse('transfer-not-acknowledged');
  }
  const { at, by, why } = event;
  return why.trim() === '' ? refuse('reason-missing') : changed({ restore: withoutRestore(restore, { at, by, why }) });
}

type Open = Extract<BenchSession['restore'], { kind: 'kept' | 'incomplete' }>;

/** The same backup with nothing put back. */
export function withoutRestore(
  restore: Open,
  { at, by, why }: { readonly at: Open['at']; readonly by: string; readonly why: string },
): BenchSession['restore'] {
  const { backupId, backupTakenAt, backupKeys, purpose } = restore;
  const lines = restore.kind === 'incomplete' ? restore.lines : [];
  return { kind: 'left', backupId, backupTakenAt, backupKeys, purpose, lines, why, at, by };
}

function codeOf(permission: ReturnType<typeof permissionFor>): string | null {
  return permission.kind === 'denied' ? permission.code : null;
}
