import type { TransferResult } from '../../contract/station/bench.ts';
import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { Principal } from '../principal.ts';
import { changeSheetIn, refusalAhead, type SheetOutcome, tellSheet } from '../sheets/change-sheet.ts';
import { refusal, sheetView } from '../sheets/sheet-view.ts';
import { type ConfirmedTransfer, transferSheet } from '../sheets/transfer-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { type ReadUnit, readAll } from '../work/compare-on-bay.ts';
import { putIdentity } from '../work/identify-on-bay.ts';
import { workOnBay } from '../work/unit-on-bay.ts';
import { backupOfSheet } from './backup-of-sheet.ts';
import { restoreSheet } from './restore-sheet.ts';

/**
 * Back up, transfer, restore as one act (decisions.md d2, OWN-9). Each part is on disk before the next begins: a unit that could not be read
 * is not transferred, and whatever ends the act between two parts leaves a sheet that says where to go on.
 */
export async function transferKeeping(
  context: StationContext,
  principal: Principal,
  wish: ConfirmedTransfer,
): Promise<TransferResult | LinkProblem> {
  const session = context.store.session(wish.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const kept = await keepBefore(context, principal, session);
  if (kept.kind !== 'changed') {
    return kept.kind === 'refused' ? refusal(kept) : kept;
  }
  const transferred = await transferSheet(context, principal, wish);
  if (transferred.kind !== 'transferred') {
    return transferred;
  }
  await restoreSheet(context, principal, wish.sessionId);
  const after = context.store.session(wish.sessionId);
  return after === null ? transferred : { ...transferred, sheet: sheetView(context, after) };
}

/** Reads what the unit holds and keeps it, or says why the transfer must wait. */
async function keepBefore(
  context: StationContext,
  principal: Principal,
  session: BenchSession,
): Promise<SheetOutcome | LinkProblem> {
  const sessionId = session.id;
  const refused = refusalAhead(context, {
    sessionId,
    principal,
    event: keptEvent({ id: '', takenAt: context.clock.now(), values: {} }),
    audit: { action: 'configuration.backed-up' },
  });
  if (refused !== null) {
    return refused;
  }
  const answer = await workOnBay<ReadUnit | LinkProblem>(context, { session, activity: 'back-up', work: readAll });
  if (answer.kind === 'link-problem') {
    return answer;
  }
  if (answer.kind === 'stranger') {
    putIdentity(context, principal, { sessionId, bay: session.bay ?? 0, identity: answer.read, port: answer.port });
    const { imei } = answer.read;
    const detail = { scanned: session.label.serial, read: imei ?? '' };
    return { kind: 'refused', reason: 'identity-mismatch', detail };
  }
  return putBackup(context, principal, { session, read: answer });
}

function putBackup(
  context: StationContext,
  principal: Principal,
  { session, read }: { readonly session: BenchSession; readonly read: ReadUnit },
): SheetOutcome {
  const backup = backupOfSheet(context, principal, { session, origin: 'before-transfer', ...read });
  const outcome = context.store.transact((write) => {
    const changed = changeSheetIn(context, write, {
      sessionId: session.id,
      principal,
      event: keptEvent(backup),
      audit: { action: 'configuration.backed-up', after: auditOf(backup) },
      feed: {
        mark: 'ok',
        key: 'configuration-backed-up',
        detail: { count: String(Object.keys(backup.values).length), serial: session.label.serial },
      },
    });
    if (changed.kind === 'changed') {
      write.saveBackup(backup);
    }
    return changed;
  });
  if (outcome.kind === 'changed') {
    tellSheet(context, session.id, false);
  }
  return outcome;
}

function keptEvent(backup: {
  readonly id: string;
  readonly takenAt: IsoTime;
  readonly values: ConfigurationBackup['values'];
}) {
  const { id, takenAt, values } = backup;
  return {
    kind: 'backup-kept',
    backupId: id,
    backupTakenAt: takenAt,
    backupKeys: Object.keys(values).length,
  } as const;
}

/** What the trail says of a backup: which it is and how much it holds, never a value. */
export function auditOf({ id, checksum, values, unread }: ConfigurationBackup): Record<string, string> {
  return {
    backup: id,
    checksum: checksum ?? '',
    values: String(Object.keys(values).length),
    unread: unread.join(', '),
  };
}
