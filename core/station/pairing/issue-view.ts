import type { IssueView, PairingCandidate } from '../../contract/station/pairing.ts';
import type { StandingPairing } from '../../domain/bench/bench-session.ts';
import { formatUnitKey, parseUnitKey } from '../../domain/identity/unit-key.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { compareVins } from '../../domain/pairing/match-vin.ts';
import { type IssueOutlook, pairingIssue } from '../../domain/pairing/pairing-issue.ts';
import type { PairingStatus } from '../../domain/pairing/pairing-state.ts';
import { rankCandidates } from '../../domain/pairing/rank-candidates.ts';
import type { StationContext } from '../station-context.ts';
import { byOwnClock, cloudNow } from '../sync/cloud-now.ts';

/** How the pairing of a unit stands, for the work sheet and for the inbox alike (PAIR-5). */
const candidatesShown = 12;

/** Null where nothing is left to settle. Its times are by this station's clock. */
export function issueOf(context: StationContext, status: PairingStatus | null): IssueView | null {
  const issue = status === null ? null : pairingIssue(status, cloudNow(context));
  if (status === null || issue === null) {
    return null;
  }
  const { firstAt, lastAt, outlook, ...rest } = issue;
  return {
    ...rest,
    sensorVin: status.sensorVin,
    firstAt: byOwnClock(context, firstAt),
    lastAt: byOwnClock(context, lastAt),
    outlook: outlookByOwnClock(context, outlook),
  };
}

function outlookByOwnClock(context: StationContext, outlook: IssueOutlook): IssueOutlook {
  switch (outlook.kind) {
    case 'by-the-hour':
      return {
        kind: outlook.kind,
        nextAt: byOwnClock(context, outlook.nextAt),
        endsAt: byOwnClock(context, outlook.endsAt),
      };
    case 'over':
      return { kind: outlook.kind, endedAt: byOwnClock(context, outlook.endedAt) };
    case 'with-next-message':
      return outlook;
  }
}

/** With what the registry has the unit paired; null where it is free. A pairing that no VIN made counts as made by hand. */
export function standingOf({ store }: StationContext, unit: UnitFacts | null): StandingPairing | null {
  if (unit === null || unit.pairedWith === null) {
    return null;
  }
  const { assetId, label, vin } = unit.pairedWith;
  const status = store.pairing(formatUnitKey(unit));
  const isItsWord = status?.state === 'paired' && status.assetId === assetId;
  const reason = isItsWord && status.reason !== null ? status.reason : 'ManualPair';
  return { reason, assetId, assetLabel: label, assetVin: vin };
}

/** What the station's copy of the registry knows of a unit, `type:serial`. */
export function factsOf({ store }: StationContext, unit: string): UnitFacts | null {
  const parsed = parseUnitKey(unit);
  const units = parsed.kind === 'unit-key' ? store.unitsBySerial(parsed.key.serial) : [];
  return units.find((one) => formatUnitKey(one) === unit) ?? null;
}

export interface CandidateWish {
  readonly unit: string;
  readonly vin: string | null;
  readonly namedIds: readonly string[];
}

/** Assets that might be meant, best first, and how many more there are. */
export function candidatesFor(
  assets: readonly Asset[],
  wish: CandidateWish,
): { readonly candidates: PairingCandidate[]; readonly others: number } {
  const { candidates, others } = rankCandidates(assets, { ...wish, limit: candidatesShown });
  return {
    candidates: candidates.map(({ asset, match, named }) => ({ ...candidateOf(asset, wish), match, named })),
    others,
  };
}

/** One asset as a candidate. */
export function candidateOf(asset: Asset, { unit, vin, namedIds }: CandidateWish): PairingCandidate {
  return {
    ...asset,
    match: compareVins(vin, asset.vin),
    occupied: asset.unit !== null && asset.unit !== unit,
    named: namedIds.includes(asset.id),
  };
}
