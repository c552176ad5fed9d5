import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheet } from './change-sheet.ts';
import { judgeFor } from './judge-for.ts';

/**
 * Asks the registry about every open sheet whose verdict is only the station's own copy: scanned offline, or overtaken by a transfer that
 * somebody else made (decisions.md X5). Called when the cloud answers again; without an answer the sheets stay marked as they are.
 */
export async function renewVerdicts(context: StationContext): Promise<void> {
  const stale = context.store.openSessions().filter(({ verdict }) => verdict.freshness === 'mirror');
  for (const session of stale) {
    if (!(await renewOne(context, session))) {
      return;
    }
  }
}

/** False when the cloud does not answer after all. */
async function renewOne(context: StationContext, session: BenchSession): Promise<boolean> {
  const verdict = await judgeFor(context, {
    serial: session.label.serial,
    chosenType: session.unit?.unitType ?? null,
    customerId: session.customerId,
    within: session.id,
  });
  if (verdict.freshness !== 'live') {
    return false;
  }
  changeSheet(context, {
    sessionId: session.id,
    principal: { kind: 'nobody' },
    event: { kind: 'verdict-given', verdict },
    audit: {
      action: 'verdict.renewed',
      outcome: 'noted',
      code: verdict.kind === 'verdict' ? verdict.next : 'TYPE_AMBIGUOUS',
    },
  });
  return true;
}
