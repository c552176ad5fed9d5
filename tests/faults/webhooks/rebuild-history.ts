import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ReceivedBatch } from '#cloud/testing/test-receiver.ts';

/** What a receiver makes of all that it accepted, by nothing but what stands in the requests: no repetition, true order, every gap (P35). */
export interface RebuiltHistory {
  /** In the order of the numbers of their batches: unit and number of each event. */
  readonly events: readonly ToldEvent[];
  /** Numbers of batches that came before another one and are not there. */
  readonly missing: readonly number[];
  readonly faults: readonly string[];
}

export interface ToldEvent {
  readonly unit: string;
  /** The asset's id; tests write the event's number into it. */
  readonly number: number;
}

const envelope = z.object({
  eventsData: z.array(z.object({ eventData: z.object({ unitId: z.string(), assetId: z.string() }) })),
});

/** `secret`: as it was shown when the subscription was made. */
export function rebuildHistory(received: readonly ReceivedBatch[], secret: string): RebuiltHistory {
  const batches = new Map<number, ReceivedBatch>();
  const faults: string[] = [];
  for (const batch of received.filter(({ accepted }) => accepted)) {
    const known = batches.get(batch.number);
    if (!isSigned(batch, secret)) {
      faults.push(`${batch.webhookId} is not signed`);
    } else if (known !== undefined && (known.webhookId !== batch.webhookId || known.body !== batch.body)) {
      faults.push(`number ${batch.number} stands for two batches`);
    }
    batches.set(batch.number, batch);
  }
  const numbers = [...batches.keys()].sort((left, right) => left - right);
  const highest = numbers.at(-1) ?? 0;
  return {
    events: numbers.flatMap((number) => eventsIn(batches.get(number)?.body ?? '')),
    missing: Array.from({ length: highest }, (_none, index) => index + 1).filter((number) => !batches.has(number)),
    faults,
  };
}

export function eventsIn(body: string): readonly ToldEvent[] {
  return envelope
    .parse(JSON.parse(body))
    .eventsData.map(({ eventData }) => ({ unit: eventData.unitId, number: Number(eventData.assetId) }));
}

/** Events of a unit that stand behind a later one of the same unit. */
export function outOfOrder(events: readonly ToldEvent[]): readonly ToldEvent[] {
  const last = new Map<string, number>();
  return events.filter(({ unit, number }) => {
    const before = last.get(unit) ?? -1;
    last.set(unit, Math.max(before, number));
    return number <= before;
  });
}

function isSigned({ webhookId, timestamp, body, signature }: ReceivedBatch, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const own = createHmac('sha256', key).update(`${webhookId}.${timestamp}.${body}`).digest('base64');
  return signature.split(' ').includes(`v1,${own}`);
}
