// Reads batches of pairing events from anybody, in either version, into one form (decisions.md B1–B15). Lenient where the vendor's own
// papers contradict each other, and never silent: what is not understood is kept and shown.
import type { z } from 'zod';
import {
  pairedEventData,
  pairingEventEnvelope,
  type RawPairingEvent,
  unpairedEventData,
} from './pairing-event-schemas.ts';
import type { PairingReason } from './pairing-state.ts';

/** An event in its one internal form. Field names are those of version 2; what the sender left out is null. */
export interface PairingEvent {
  /** The same for two deliveries of one event, which carries no id of its own (B7). */
  readonly key: string;
  /** `incomplete`: usable, but something the sender owes is missing (B8). `quarantined`: of a kind or version nobody here knows (B2). */
  readonly state: 'complete' | 'incomplete' | 'quarantined';
  readonly eventType: string;
  readonly eventVersion: number;
  /** As sent; it may hold more digits than a clock here keeps (B13). */
  readonly registeredOn: string;
  readonly organizationId: string;
  readonly unitId: string;
  readonly status: 'success' | 'failed' | null;
  readonly reason: PairingReason | null;
  readonly assetId: string | null;
  readonly assetVIN: string | null;
  readonly sensorVIN: string | null;
  readonly candidateAssetIds: readonly string[];
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  /** The event as it came. */
  readonly raw: unknown;
}

export type PairingEventsReading =
  | {
      readonly kind: 'events';
      readonly eventBatchId: string;
      readonly eventSubscriptionId: string;
      readonly eventBatchTime: string;
      /** Oldest first, each once. */
      readonly events: readonly PairingEvent[];
    }
  /** Nothing of the batch is usable as it stands; each issue says where and what. */
  | { readonly kind: 'invalid'; readonly issues: readonly string[] };

/** Reads one batch: the parsed JSON of a delivery or a file. */
export function readPairingEvents(batch: unknown): PairingEventsReading {
  const envelope = pairingEventEnvelope.safeParse(batch);
  if (!envelope.success) {
    return { kind: 'invalid', issues: issuesOf(envelope.error, []) };
  }
  const { eventsData, ...about } = envelope.data;
  const readings = eventsData.map(readEvent);
  const issues = readings.flatMap((reading, index) =>
    reading.kind === 'bad' ? issuesOf(reading.error, ['eventsData', index, 'eventData']) : [],
  );
  if (issues.length > 0) {
    return { kind: 'invalid', issues };
  }
  const events = readings.flatMap((reading) => (reading.kind === 'event' ? [reading.event] : []));
  return { kind: 'events', ...about, events: inOrderOnce(events) };
}

type EventReading =
  | { readonly kind: 'event'; readonly event: PairingEvent }
  | { readonly kind: 'bad'; readonly error: z.ZodError };

function readEvent(raw: RawPairingEvent): EventReading {
  const known = raw.eventVersion === 1 || raw.eventVersion === 2;
  if (known && raw.eventType === 'unit.paired') {
    const data = pairedEventData.safeParse(raw.eventData);
    return data.success ? { kind: 'event', event: pairedEvent(raw, data.data) } : { kind: 'bad', error: data.error };
  }
  // Version 2 of an unpairing does not exist, but means the same where somebody sends it (B3).
  if (known && raw.eventType === 'unit.unpaired') {
    const data = unpairedEventData.safeParse(raw.eventData);
    return data.success ? { kind: 'event', event: unpairedEvent(raw, data.data) } : { kind: 'bad', error: data.error };
  }
  return { kind: 'event', event: quarantined(raw) };
}

function pairedEvent(raw: RawPairingEvent, data: z.infer<typeof pairedEventData>): PairingEvent {
  const candidateAssetIds = data.status === 'failed' ? (data.candidateAssetIds ?? []) : [];
  const assetId = data.status === 'success' ? (data.assetId ?? null) : null;
  const owed =
    data.status === 'success' ? assetId !== null : data.reason !== 'MultipleMatchFound' || candidateAssetIds.length > 0;
  return event(raw, {
    ...data,
    state: owed ? 'complete' : 'incomplete',
    assetId,
    candidateAssetIds,
    location: data.location ?? null,
  });
}

function unpairedEvent(raw: RawPairingEvent, data: z.infer<typeof unpairedEventData>): PairingEvent {
  return event(raw, { ...data, state: data.assetId === undefined ? 'incomplete' : 'complete' });
}

/** Shown as far as it can be read; nothing is concluded from it. */
function quarantined(raw: RawPairingEvent): PairingEvent {
  const text = (name: string) => {
    const value = raw.eventData[name];
    return typeof value === 'string' ? value : '';
  };
  return event(raw, {
    state: 'quarantined',
    registeredOn: text('registeredOn'),
    organizationId: text('organizationId'),
    unitId: text('unitId'),
  });
}

type Known = Pick<PairingEvent, 'state' | 'registeredOn' | 'organizationId' | 'unitId'> & {
  readonly [Field in keyof PairingEvent]?: PairingEvent[Field] | undefined;
};

function event(raw: RawPairingEvent, known: Known): PairingEvent {
  const { eventType, eventVersion } = raw;
  const status = known.status ?? null;
  const reason = known.reason ?? null;
  return {
    key: [eventType, known.unitId, known.registeredOn, status ?? '', reason ?? ''].join('|'),
    state: known.state,
    eventType,
    eventVersion,
    registeredOn: known.registeredOn,
    organizationId: known.organizationId,
    unitId: known.unitId,
    status,
    reason,
    assetId: known.assetId ?? null,
    assetVIN: known.assetVIN ?? null,
    sensorVIN: known.sensorVIN ?? null,
    candidateAssetIds: known.candidateAssetIds ?? [],
    location: known.location ?? null,
    raw,
  };
}

/** A batch may be sent again or out of order; the moment of registration orders it, and a repeated key is the same event (B7). */
function inOrderOnce(events: readonly PairingEvent[]): readonly PairingEvent[] {
  const once = [...new Map(events.map((one) => [one.key, one])).values()];
  return once.sort((a, b) => Date.parse(a.registeredOn) - Date.parse(b.registeredOn));
}

function issuesOf(error: z.ZodError, path: readonly (string | number)[]): readonly string[] {
  return error.issues.map((issue) => `${[...path, ...issue.path.map(String)].join('.')}: ${issue.message}`);
}
