import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { readUnitVin, writeUnitVin } from '../work/vin-on-bay.ts';
import { workResult } from '../work/work-procedures.ts';
import { changeSheet } from './change-sheet.ts';
import { awaitAutomatic, keepPairing, pairByHand, unpairSheet } from './pair-sheet.ts';
import { pairingView } from './pairing-view.ts';
import { refusal, sheetResult, sheetView } from './sheet-view.ts';
import { takeVin } from './take-vin.ts';

type Pair = Pick<
  AreaProcedures<'bench'>,
  | 'pairing'
  | 'setVin'
  | 'readUnitVin'
  | 'writeUnitVin'
  | 'pair'
  | 'keepPairing'
  | 'unpair'
  | 'awaitAutomaticPairing'
  | 'leaveUnpaired'
>;

/** The step Pair of a work sheet: which vehicle, and every way to settle it there (PAIR-1, PAIR-5). */
export function pairProcedures(context: StationContext): Pair {
  return {
    pairing: async ({ sessionId }) => {
      const session = context.store.session(sessionId);
      return session === null ? { kind: 'no-such-sheet' } : { kind: 'pairing', pairing: pairingView(context, session) };
    },
    setVin: async ({ sessionId, vin }, { principal }) => {
      const taken = takeVin(context, principal, { sessionId, vin });
      switch (taken.kind) {
        case 'changed':
          return { kind: 'taken', sheet: sheetView(context, taken.session), warnings: [...taken.warnings] };
        case 'bad-vin':
          return { kind: 'bad-vin', codes: [...taken.codes] };
        case 'refused':
          return refusal(taken);
        case 'no-such-sheet':
          return taken;
      }
    },
    readUnitVin: async ({ sessionId }, { principal }) =>
      workResult(context, await readUnitVin(context, principal, sessionId)),
    writeUnitVin: async (wish, { principal }) => workResult(context, await writeUnitVin(context, principal, wish)),
    pair: async ({ sessionId, assetId }, { principal }) =>
      sheetResult(context, await pairByHand(context, principal, { sessionId, assetId })),
    keepPairing: async ({ sessionId }, { principal }) =>
      sheetResult(context, keepPairing(context, principal, sessionId)),
    unpair: async ({ sessionId }, { principal }) =>
      sheetResult(context, await unpairSheet(context, principal, sessionId)),
    awaitAutomaticPairing: async ({ sessionId }, { principal }) =>
      sheetResult(context, awaitAutomatic(context, principal, sessionId)),
    leaveUnpaired: async ({ sessionId, why }, { principal }) =>
      sheetResult(
        context,
        changeSheet(context, {
          sessionId,
          principal,
          event: { kind: 'left-unpaired', why },
          audit: { action: 'pairing.left-open', after: { why } },
          feed: { mark: 'warn', key: 'left-unpaired', detail: { why } },
        }),
      ),
  };
}
