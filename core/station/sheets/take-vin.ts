import { judgeVin } from '../../domain/identity/vin.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheet, type SheetOutcome } from './change-sheet.ts';

export interface TakenFrom {
  readonly sessionId: SessionId;
  readonly vin: string;
  /** Left out: plate or keyboard. */
  readonly source?: 'scanned' | 'vehicle-bus';
}

export type TakenVin =
  | { readonly kind: 'bad-vin'; readonly codes: readonly string[] }
  | (Extract<SheetOutcome, { kind: 'changed' }> & { readonly warnings: readonly string[] })
  | Exclude<SheetOutcome, { kind: 'changed' }>;

/**
 * Puts a VIN that a person scanned or typed, or took over from the vehicle's bus, on the sheet (PAIR-6). Doubts are kept as warnings, a text
 * that is no VIN is refused.
 */
export function takeVin(
  context: StationContext,
  principal: Principal,
  { sessionId, vin, source = 'scanned' }: TakenFrom,
): TakenVin {
  const judged = judgeVin(vin);
  if (judged.kind === 'bad') {
    return { kind: 'bad-vin', codes: judged.codes };
  }
  const outcome = changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'vin-taken', source, vin: judged.value },
    audit: { action: 'vin.taken', after: { vin: judged.value, ...(source === 'scanned' ? {} : { source }) } },
    feed: { mark: judged.kind === 'ok' ? 'ok' : 'warn', key: 'vin-taken', detail: { vin: judged.value } },
  });
  return outcome.kind === 'changed' ? { ...outcome, warnings: judged.codes } : outcome;
}
