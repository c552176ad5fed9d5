import { assetLabel } from '../../domain/pairing/asset.ts';
import { compareVins, matchVin } from '../../domain/pairing/match-vin.ts';
import type { PairingReason } from '../../domain/pairing/pairing-state.ts';
import type { JobReport } from '../../domain/reports/job-report.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { ReportSource } from './build-report.ts';
import { printable, printableRemark } from './printable.ts';

type Pairing = JobReport['pairing'];

/** With which vehicle the unit is paired, or why it is not (PAIR-1, PAIR-5). */
export function pairingPart(source: ReportSource): Pairing {
  const { pairing, vin } = source.session;
  switch (pairing.kind) {
    case 'paired': {
      const asset = printable(pairing.assetLabel);
      if (pairing.reason !== 'AutoPair') {
        return { kind: 'by-hand', at: pairing.at, by: printable(pairing.by), asset };
      }
      const isExact = compareVins(vin.fromUnit, pairing.assetVin) === 'exact';
      return { kind: 'automatic', at: pairing.at, match: isExact ? 'full-vin' : 'last-eight', asset };
    }
    case 'requested':
      return {
        kind: 'requested',
        at: pairing.at,
        by: printable(pairing.by),
        asset: printable(pairing.assetLabel),
      };
    case 'awaiting-automatic':
      return { kind: 'expected', asset: pairing.predicted === 'AutoPair' ? foretoldAsset(source) : null };
    case 'unpair-requested': {
      const asset = printable(pairing.pairing.assetLabel);
      return { kind: 'ending', at: pairing.at, by: printable(pairing.by), asset };
    }
    case 'failed':
      return { kind: 'failed', at: pairing.at, reason: failureOf(pairing.reason) };
    case 'left-open':
      return { kind: 'left-open', reason: printableRemark(pairing.why) };
    case 'open':
      return { kind: 'not-wanted' };
  }
}

/** The asset that automatic pairing will take, by the cloud's own rule. */
function foretoldAsset({ context, session }: ReportSource): string | null {
  const assets = context.store.assetsOf(session.customerId);
  const match = matchVin(session.vin.fromUnit, assets, unitOf(session));
  const asset = match.kind === 'paired' ? assets.find(({ id }) => id === match.assetId) : undefined;
  return asset === undefined ? null : printable(assetLabel(asset));
}

function failureOf(reason: PairingReason): Extract<Pairing, { kind: 'failed' }>['reason'] {
  switch (reason) {
    case 'InvalidData':
      return 'invalid-data';
    case 'NotFound':
      return 'not-found';
    case 'MultipleMatchFound':
      return 'several';
    default:
      return 'unknown';
  }
}
