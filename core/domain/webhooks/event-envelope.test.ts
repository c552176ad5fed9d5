import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPairingEvents } from '../pairing/read-pairing-events.ts';
import { webhookIdOf, writeEnvelope } from './event-envelope.ts';

interface Sample {
  readonly eventBatchId: string;
  readonly eventSubscriptionId: string;
  readonly eventBatchTime: string;
  readonly eventsData: readonly object[];
}
const folder = new URL('../pairing/fixtures/', import.meta.url);
const samples = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

describe('PAIR-4 the envelope', () => {
  it.each(samples)('is that of %s, to the letter but for the digits below a millisecond', (_name, text) => {
    const sample = JSON.parse(text) as Sample;
    const written = writeEnvelope({
      batchId: sample.eventBatchId,
      subscriptionId: sample.eventSubscriptionId,
      at: '2025-05-13T13:18:13.201Z',
      events: sample.eventsData,
    });
    expect(written).toBe(JSON.stringify({ ...sample, eventBatchTime: '2025-05-13T13:18:13.2010000Z' }));
  });

  it('is understood by our own reader whatever the batch holds', () => {
    const bodies = samples.map(([, text]) => (JSON.parse(text) as Sample).eventsData[0] ?? {});
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bodies), { minLength: 1, maxLength: 50 }), (events) => {
        const at = '2026-11-21T08:00:00.000Z';
        const batchId = '31fccdce-725e-4c87-a91b-3a8e66144641';
        const reading = readPairingEvents(JSON.parse(writeEnvelope({ batchId, subscriptionId: batchId, at, events })));
        expect(reading).toMatchObject({ kind: 'events', eventBatchTime: '2026-11-21T08:00:00.0000000Z' });
      }),
    );
  });

  it('P35 is named by the number of the subscription and by the batch', () => {
    expect(webhookIdOf({ number: 7, id: '31fccdce' })).toBe('7-31fccdce');
  });
});
