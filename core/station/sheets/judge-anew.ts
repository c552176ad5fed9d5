import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheetIn } from './change-sheet.ts';
import { judgeFromMirror } from './judge-for.ts';

/**
 * Judges an open sheet by the mirror as the transaction leaves it. `liveAt`: since when the mirror holds what the registry has just said;
 * null where it only tells that the sheet is overtaken. The registry is then asked as soon as it can be (`renew-verdicts.ts`).
 */
export function judgeAnew(
  context: StationContext,
  write: StoreWriter,
  { session, liveAt }: { session: BenchSession; liveAt: IsoTime | null },
): void {
  const chosenType = session.unit?.unitType ?? null;
  const judged = judgeFromMirror(
    context,
    { serial: session.label.serial, chosenType, customerId: session.customerId, within: session.id },
    { read: write, ...(liveAt === null ? {} : { live: liveAt }) },
  );
  changeSheetIn(context, write, {
    sessionId: session.id,
    principal: { kind: 'nobody' },
    event: { kind: 'verdict-given', verdict: judged },
    audit: { action: 'verdict.renewed', outcome: 'noted', code: judged.kind === 'verdict' ? judged.next : null },
  });
}
