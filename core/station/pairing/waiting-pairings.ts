import type { PairingRow } from '../../contract/station/pairing.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { StationContext } from '../station-context.ts';

const waitingAtMost = 1_000;

/** What was asked here about the pairing of a unit and has no answer of the centre yet, by `type:serial`. */
export function waitingFor({ store }: StationContext): ReadonlyMap<string, NonNullable<PairingRow['waiting']>> {
  const waiting = new Map<string, NonNullable<PairingRow['waiting']>>();
  for (const operation of store.pendingOperations(waitingAtMost)) {
    if (operation.kind === 'unit.pair' || operation.kind === 'unit.unpair') {
      const asset = store.asset(operation.payload.assetId);
      waiting.set(operation.unit, {
        act: operation.kind === 'unit.pair' ? 'pair' : 'unpair',
        asset: asset === null ? operation.payload.assetId : assetLabel(asset),
      });
    }
  }
  return waiting;
}
