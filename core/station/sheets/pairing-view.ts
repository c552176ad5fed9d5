import type { PairingView } from '../../contract/station/bench.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { compareVins } from '../../domain/pairing/match-vin.ts';
import { predictPairing } from '../../domain/pairing/predict-pairing.ts';
import { threeWayAgreement } from '../../domain/pairing/three-way.ts';
import type { StationContext } from '../station-context.ts';
import { unitOf } from './change-sheet.ts';

/** The three VINs side by side, the assets that fit, and what auto pairing will say (PAIR-2, PAIR-5). */
export function pairingView(context: StationContext, session: BenchSession): PairingView {
  const assets = context.store.assetsOf(session.customerId);
  const { scanned, fromUnit } = session.vin;
  const wanted = scanned ?? fromUnit;
  const candidates = assets
    .map((asset) => ({ ...asset, match: compareVins(wanted, asset.vin), occupied: isOccupied(asset, session) }))
    .sort((left, right) => rank(left.match) - rank(right.match));
  const best = candidates.find(({ match }) => match !== 'none');
  return {
    scanned,
    scannedFrom: session.vin.scannedFrom ?? 'plate',
    fromUnit,
    candidates,
    prediction: prediction(context, session, assets),
    agreement: threeWayAgreement({ scanned, fromUnit, asset: best?.vin ?? null }),
  };
}

/** Auto pairing goes by the VIN that the unit itself reports, whatever was scanned at the plate. */
export function prediction(
  context: StationContext,
  session: BenchSession,
  assets: readonly Asset[],
): PairingView['prediction'] {
  return predictPairing({
    autoPairing: context.store.organization(session.customerId)?.autoPairing ?? false,
    sensorVin: session.vin.fromUnit,
    assets,
    unit: unitOf(session),
  });
}

function isOccupied(asset: Asset, session: BenchSession): boolean {
  return asset.unit !== null && asset.unit !== unitOf(session);
}

function rank(match: 'exact' | 'partial' | 'none'): number {
  return match === 'exact' ? 0 : match === 'partial' ? 1 : 2;
}
