import { type Ownership, type OwnershipCall, ownershipAfter } from './ownership-history.ts';

/**
 * Whether there is an order of the calls in which every answer is right and no call comes before one that had ended when it began
 * (Herlihy and Wing: linearizability). Null: there is none, whatever happened was no register. It tries every order that the moments allow
 * and remembers where it was, so it is for the few calls about one unit.
 */
export function findOrder(start: Ownership, calls: readonly OwnershipCall[]): readonly OwnershipCall[] | null {
  const tried = new Set<string>();
  const mustHappen = (call: OwnershipCall): boolean => call.act.kind === 'look' || call.act.answer !== 'open';

  function search(
    now: Ownership,
    left: readonly OwnershipCall[],
    done: readonly OwnershipCall[],
  ): readonly OwnershipCall[] | null {
    if (!left.some(mustHappen)) {
      return done;
    }
    const place = `${now.ownerId} ${now.ownerEpoch} ${left.map((call) => calls.indexOf(call)).join()}`;
    if (tried.has(place)) {
      return null;
    }
    tried.add(place);
    const earliestEnd = Math.min(...left.filter(mustHappen).map((call) => call.endedMs));
    for (const call of left.filter((one) => one.startedMs <= earliestEnd)) {
      const next = ownershipAfter(now, call.act);
      const order =
        next === null
          ? null
          : search(
              next,
              left.filter((one) => one !== call),
              [...done, call],
            );
      if (order !== null) {
        return order;
      }
    }
    return null;
  }

  return search(start, calls, []);
}
