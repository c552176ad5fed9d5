import type { PairingView } from '../../contract/station/bench.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { jobWants } from '../../domain/jobs/job-wants.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { predictPairing } from '../../domain/pairing/predict-pairing.ts';
import { threeWayAgreement } from '../../domain/pairing/three-way.ts';
import { capabilitiesOf } from '../firmware/firmware-view.ts';
import { jobBehind } from '../jobs/job-for-sheet.ts';
import { candidatesFor, factsOf, issueOf, standingOf } from '../pairing/issue-view.ts';
import type { StationContext } from '../station-context.ts';
import { unitOf } from './change-sheet.ts';

/** The three VINs side by side, the assets that fit, what auto pairing will say and what it said (PAIR-2, PAIR-5). */
export function pairingView(context: StationContext, session: BenchSession): PairingView {
  const { store } = context;
  const assets = store.assetsOf(session.customerId);
  const { scanned, fromUnit } = session.vin;
  const unit = unitOf(session);
  const facts = factsOf(context, unit);
  const isCustomers = facts?.ownerId === session.customerId;
  const status = isCustomers ? store.pairing(unit) : null;
  const job = jobBehind(context, session);
  const wanted = job === null ? null : jobWants(job);
  const found =
    session.pairing.kind === 'failed' ? session.pairing.candidateAssetIds : (status?.candidateAssetIds ?? []);
  const { candidates, others } = candidatesFor(assets, {
    unit,
    vin: scanned ?? fromUnit ?? wanted?.vin ?? null,
    namedIds: wanted === null || wanted.assetId === null ? found : [wanted.assetId],
  });
  const best = candidates.find(({ match }) => match !== 'none');
  return {
    scanned,
    scannedFrom: session.vin.scannedFrom ?? 'plate',
    fromUnit,
    unitAskedAt: session.vin.unitAskedAt ?? null,
    candidates,
    others,
    prediction: prediction(context, session, assets),
    agreement: threeWayAgreement({ scanned, fromUnit, asset: wanted?.vin ?? best?.vin ?? null }),
    standing: isCustomers ? standingOf(context, facts) : null,
    issue: issueOf(context, status),
    canWriteVin: keepsVin(context, session),
  };
}

/** Auto pairing goes by the VIN that the unit itself reports, whatever was scanned at the plate. */
export function prediction(
  context: StationContext,
  session: BenchSession,
  assets: readonly Asset[],
): PairingView['prediction'] {
  const { fromUnit, unitAskedAt } = session.vin;
  return predictPairing({
    autoPairing: context.store.organization(session.customerId)?.autoPairing ?? false,
    sensorVin: fromUnit,
    wasAsked: fromUnit !== null || unitAskedAt !== undefined,
    assets,
    unit: unitOf(session),
  });
}

/** Whether the unit that was met on the cable has a VIN of its own to write. */
export function keepsVin(context: StationContext, session: BenchSession): boolean {
  return 'vin' in (capabilitiesOf(context, session)?.keys ?? {});
}
