/**
 * What a receiver of one subscription's batches remembers: which came, and which number is missing (reliability.md §9). Used by `fitbay events
 * listen`; any receiver may do the same, because the number stands signed in front of the id.
 */
export interface ReceivedBatches {
  readonly ids: ReadonlySet<string>;
  /** 0 before the first. */
  readonly highest: number;
  /** Numbers below the highest that never came, in order and apart from each other. */
  readonly missing: readonly NumberRange[];
}

/** Both ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

export const nothingReceived: ReceivedBatches = { ids: new Set(), highest: 0, missing: [] };

/**
 * `first`: whatever came before it is not known and not missed. `next`: in order. `gap`: some in between have not come yet. `late`: one of those
 * came after all. `repeat`: the same batch again, to be dropped. `unnumbered`: an id that is not of the form number-batch.
 */
export type Arrival = 'first' | 'next' | 'gap' | 'late' | 'repeat' | 'unnumbered';

export interface Arrived {
  readonly arrival: Arrival;
  /** The number in front of the id; null where there is none. */
  readonly number: number | null;
  readonly received: ReceivedBatches;
}

/** Takes the `webhook-id` of a batch whose signature was right. */
export function receiveBatch(before: ReceivedBatches, webhookId: string): Arrived {
  const number = numberOf(webhookId);
  if (before.ids.has(webhookId)) {
    return { arrival: 'repeat', number, received: before };
  }
  const ids = new Set([...before.ids, webhookId]);
  if (number === null) {
    return { arrival: 'unnumbered', number, received: { ...before, ids } };
  }
  if (before.highest === 0) {
    return { arrival: 'first', number, received: { ids, highest: number, missing: [] } };
  }
  if (number <= before.highest) {
    return { arrival: 'late', number, received: { ...before, ids, missing: without(before.missing, number) } };
  }
  const skipped = { from: before.highest + 1, to: number - 1 };
  const isGap = skipped.from <= skipped.to;
  return {
    arrival: isGap ? 'gap' : 'next',
    number,
    received: { ids, highest: number, missing: isGap ? [...before.missing, skipped] : before.missing },
  };
}

function numberOf(webhookId: string): number | null {
  const number = Number(/^([1-9]\d{0,14})-/.exec(webhookId)?.[1]);
  return Number.isSafeInteger(number) ? number : null;
}

function without(ranges: readonly NumberRange[], number: number): readonly NumberRange[] {
  return ranges.flatMap(({ from, to }) =>
    number < from || number > to
      ? [{ from, to }]
      : [
          { from, to: number - 1 },
          { from: number + 1, to },
        ].filter((part) => part.from <= part.to),
  );
}
