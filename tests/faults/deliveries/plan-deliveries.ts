import type { SeededRandom } from '#sim/random/seeded-random.ts';

/** A part of a station's queue on its way to the cloud: operations `from` to `to` of it, counted from 0. */
export interface Delivery {
  readonly station: number;
  readonly from: number;
  readonly to: number;
  /** When it arrives, after the start. */
  readonly atMs: number;
}

export interface DeliveryPlan {
  readonly stations: number;
  readonly operationsPerStation: number;
  /** Each operation arrives at least once and mostly no more often than this. */
  readonly most: number;
  readonly random: SeededRandom;
}

const monthMs = 30 * 24 * 60 * 60_000;
/** The first time, an operation comes about when it was made; any later time it may be a month late. */
const usualDelayMs = 2_000;
const longestRun = 10;

/** How often and when every operation arrives, in the order of arrival: runs of neighbours, as a station sends them, in no order at all. */
export function planDeliveries({ stations, operationsPerStation, most, random }: DeliveryPlan): readonly Delivery[] {
  const deliveries: Delivery[] = [];
  for (let station = 0; station < stations; station += 1) {
    for (let from = 0; from < operationsPerStation; ) {
      const to = Math.min(operationsPerStation - 1, from + random.between(0, longestRun - 1));
      const times = random.between(1, most);
      for (let time = 0; time < times; time += 1) {
        const lateMs = time === 0 ? random.next() * usualDelayMs : random.next() ** 4 * monthMs;
        deliveries.push({ station, from, to, atMs: from * 1_000 + lateMs });
      }
      from = to + 1;
    }
  }
  return deliveries.sort((one, other) => one.atMs - other.atMs);
}
