import { matchVin, type PairableAsset } from './match-vin.ts';

/**
 * What will come of the unit's first message, as `pairingView.prediction` shows it. `not-read`: nobody asked the unit yet, so nothing can be
 * foretold. `off`: its organization pairs by hand.
 */
export type PairingPrediction =
  | 'AutoPair'
  | 'InvalidData'
  | 'NotFound'
  | 'MultipleMatchFound'
  | 'occupied'
  | 'not-read'
  | 'off';

export interface PairingOutlook {
  /** Whether the organization pairs automatically at all (PAIR-2). */
  readonly autoPairing: boolean;
  /** VIN as the unit will report it. */
  readonly sensorVin: string | null;
  /** Whether the unit was asked for it. */
  readonly wasAsked: boolean;
  readonly assets: readonly PairableAsset[];
  /** The unit, as `type:serial`. */
  readonly unit: string | null;
}

/** Foretells automatic pairing by the cloud's own rule, so that a failure is seen before the vehicle leaves (decisions.md d5). */
export function predictPairing({ autoPairing, sensorVin, wasAsked, assets, unit }: PairingOutlook): PairingPrediction {
  if (!autoPairing) {
    return 'off';
  }
  if (!wasAsked) {
    return 'not-read';
  }
  const match = matchVin(sensorVin, assets, unit);
  switch (match.kind) {
    case 'paired':
      return 'AutoPair';
    case 'occupied':
      return 'occupied';
    case 'failed':
      return match.reason;
  }
}
