import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import { findOrder } from './find-order.ts';
import type { Race, RaceEntry } from './run-races.ts';

/** What is wrong with a race (P14); empty where one won, all others were told by whom, and the calls can be put in an order. */
export function faultsOfRace({ unit, entries, calls }: Race, resellerId: string): readonly string[] {
  const winners = entries.filter(({ verdict }) => verdict?.verdict === 'applied');
  const [winner] = winners;
  return [
    ...(winners.length === 1 ? [] : [`${unit}: ${winners.length} stations won`]),
    ...entries.filter(({ changedItsMind }) => changedItsMind).map(() => `${unit}: one operation got two verdicts`),
    ...entries.filter((entry) => !winners.includes(entry)).flatMap((entry) => faultsOfLoser(unit, entry, winner)),
    ...(findOrder({ ownerId: resellerId, ownerEpoch: 0 }, calls) === null
      ? [`${unit}: no order explains the answers`]
      : []),
  ];
}

function faultsOfLoser(unit: string, { rival, verdict }: RaceEntry, winner: RaceEntry | undefined): readonly string[] {
  if (winner === undefined) {
    return [];
  }
  const heard = verdict === null ? 'no verdict' : wordsOf(verdict);
  const isFriend = rival.workshopId === winner.rival.workshopId;
  // A colleague is named and the fleet too, being one's own customer; a stranger only by the name of the workshop (OWN-8).
  const expected = isFriend
    ? `noop ALREADY_DONE by T. Ester at ${winner.rival.station.id.slice(0, 5)}, ${winner.rival.workshop} to ${winner.rival.fleet}`
    : `conflict OWNER_OTHER by ${winner.rival.workshop} to nobody known`;
  const isAtOne = verdict?.by?.at === winner.verdict?.decidedAt && verdict?.ownerEpoch === 1;
  return heard === expected && isAtOne ? [] : [`${unit}: ${rival.station.id} heard "${heard}" and not "${expected}"`];
}

function wordsOf({ verdict, code, by }: OperationVerdict): string {
  return `${verdict} ${code} by ${by?.name ?? 'nobody'} to ${by?.toName ?? 'nobody known'}`;
}
