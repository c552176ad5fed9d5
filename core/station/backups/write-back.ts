import type { LinkProblem } from '../../contract/station/cable.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationBackup } from '../../domain/installation/configuration-backup.ts';
import { planRestore, type RestoreLine } from '../../domain/installation/restore-plan.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { profileOf } from '../profiles/profile-book.ts';
import { changeSheet, type SheetOutcome } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { putIdentity } from '../work/identify-on-bay.ts';
import { keepJournal } from '../work/keep-journal.ts';
import { type MetUnit, workOnBay } from '../work/unit-on-bay.ts';
import { type RestoreEnd, writeLines } from './write-lines.ts';

export interface WriteBack {
  readonly session: BenchSession;
  readonly backup: ConfigurationBackup;
  readonly purpose: 'after-transfer' | 'roll-back';
}

export type WrittenBack = SheetOutcome | LinkProblem;

/**
 * Puts values of a backup back into the unit of a sheet: reads afresh, plans by the rule, records that writing begins before the first byte
 * goes out, writes, reads back, and says on the sheet what became of each key (INST-3). Another unit than the scanned one is not touched.
 */
export async function writeBack(context: StationContext, principal: Principal, wish: WriteBack): Promise<WrittenBack> {
  const { session, purpose } = wish;
  const outcome = await workOnBay<WrittenBack>(context, {
    session,
    activity: purpose === 'roll-back' ? 'roll-back' : 'restore',
    work: (unit) => planAndWrite({ context, principal, wish, unit }),
  });
  return outcome.kind === 'stranger'
    ? putIdentity(context, principal, {
        sessionId: session.id,
        bay: session.bay ?? 0,
        identity: outcome.read,
        port: outcome.port,
      })
    : outcome;
}

/** What the sheet hears before the first byte goes out; without lines while it is only asked whether it would allow it. */
export function restoreBegun(
  { backup, purpose }: Pick<WriteBack, 'backup' | 'purpose'>,
  lines: readonly RestoreLine[],
) {
  const { id: backupId, takenAt: backupTakenAt, values } = backup;
  const backupKeys = Object.keys(values).length;
  return { kind: 'restore-begun', purpose, backupId, backupTakenAt, backupKeys, lines } as const;
}

interface Work {
  readonly context: StationContext;
  readonly principal: Principal;
  readonly wish: WriteBack;
  readonly unit: MetUnit;
}

async function planAndWrite(work: Work): Promise<WrittenBack> {
  const { context, principal, wish, unit } = work;
  const { session, backup, purpose } = wish;
  const read = await unit.driver.readConfiguration(unit.link);
  if (read.kind !== 'read') {
    return linkProblem(read);
  }
  const { verdict } = session;
  const owner = verdict.kind === 'verdict' ? (verdict.owner?.id ?? null) : null;
  const plan = planRestore({
    backup,
    actual: read.values,
    keys: unit.driver.capabilities(unit.identity).keys,
    profileKeys: profileOf(context, session)?.values.map(({ key }) => key) ?? [],
    sameOwner: purpose === 'roll-back' && backup.ownerId !== null && backup.ownerId === owner,
  });
  // What an earlier write left in the journal is on its sheet by now.
  context.store.transact((write) => write.clearWriteJournal(session.id));
  const begun = changeSheet(context, {
    sessionId: session.id,
    principal,
    event: restoreBegun({ backup, purpose }, plan.lines),
    audit: {
      action: 'configuration.restore-begun',
      after: { backup: backup.id, purpose, toWrite: plan.writes.map(({ key }) => key).join(', ') },
    },
  });
  return begun.kind === 'changed'
    ? putEnd(work, await writeLines({ ...unit, journal: keepJournal(context, session.id) }, plan))
    : begun;
}

/** What became of each key, on the sheet and in the trail. Keys and states only: values stand on the sheet. */
function putEnd({ context, principal, wish }: Work, { lines, why }: RestoreEnd): SheetOutcome {
  const count = (...states: readonly RestoreLine['state'][]) =>
    String(lines.filter(({ state }) => states.includes(state)).length);
  return changeSheet(context, {
    sessionId: wish.session.id,
    principal,
    event: { kind: 'restore-ended', lines, why },
    audit: {
      action: why === null ? 'configuration.restored' : 'configuration.restore-incomplete',
      outcome: why === null ? 'done' : 'failed',
      code: why,
      after: {
        backup: wish.backup.id,
        ...Object.fromEntries(lines.map(({ key, state, reason }) => [key, reason ?? state])),
      },
    },
    feed: {
      mark: why === null ? 'ok' : 'warn',
      key: why === null ? 'configuration-restored' : 'restore-incomplete',
      detail: { count: count('verified'), left: count('left-out') },
    },
  });
}
