// The bodies of pairing events as subscribers get them (PAIR-4). What we send is strict per version, whatever we accept when reading.
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { PairingReason } from './pairing-state.ts';

/** Something that happened to the pairing of a unit, as the cloud knows it. */
export type PairingFact = {
  readonly registeredOn: IsoTime;
  readonly organizationId: string;
  /** `type:serial`. */
  readonly unitId: string;
} & (
  | { readonly kind: 'paired-by-hand'; readonly assetId: string; readonly assetVin: string | null }
  | ({
      readonly kind: 'paired-automatically';
      readonly assetId: string;
      readonly assetVin: string | null;
      readonly sensorVin: string;
    } & Positioned)
  | ({
      readonly kind: 'not-paired';
      readonly reason: Exclude<PairingReason, 'ManualPair' | 'AutoPair'>;
      readonly sensorVin: string | null;
      readonly candidateAssetIds: readonly string[];
    } & Positioned)
  | { readonly kind: 'unpaired'; readonly assetId: string; readonly assetVin: string | null }
);

interface Positioned {
  /** Where the unit was when it sent the message that led to this. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
}

/** One event of a batch. `eventData` holds only what the version knows; what is not known is left out, never null. */
export interface PairingEventBody {
  readonly eventType: 'unit.paired' | 'unit.unpaired';
  readonly eventVersion: 1 | 2;
  readonly eventData: Readonly<Record<string, unknown>>;
}

/** Both bodies of a fact. `v2` is null for an unpairing, which exists in version 1 only (decisions.md B3). */
export function buildPairingEvent(fact: PairingFact): {
  readonly v1: PairingEventBody;
  readonly v2: PairingEventBody | null;
} {
  const eventType = fact.kind === 'unpaired' ? 'unit.unpaired' : 'unit.paired';
  const v1 = { eventType, eventVersion: 1, eventData: eventData(fact, 1) } as const;
  return { v1, v2: fact.kind === 'unpaired' ? null : { eventType, eventVersion: 2, eventData: eventData(fact, 2) } };
}

/** Fields in the order of the vendor's samples. */
function eventData(fact: PairingFact, version: 1 | 2): Readonly<Record<string, unknown>> {
  const { registeredOn, organizationId, unitId } = fact;
  const subject = { registeredOn, organizationId };
  switch (fact.kind) {
    case 'unpaired':
      return { ...subject, assetId: fact.assetId, unitId, ...optional({ assetVIN: fact.assetVin }) };
    case 'paired-by-hand': {
      const outcome = { status: 'success', reason: 'ManualPair' };
      return { ...subject, assetId: fact.assetId, unitId, ...outcome, ...optional({ assetVIN: fact.assetVin }) };
    }
    case 'paired-automatically': {
      const outcome = { status: 'success', reason: 'AutoPair', assetId: fact.assetId };
      const vins = optional({ assetVIN: fact.assetVin, sensorVIN: fact.sensorVin });
      return { ...subject, unitId, ...outcome, ...vins, ...location(fact, version) };
    }
    case 'not-paired': {
      const outcome = { status: 'failed', reason: fact.reason, ...optional({ sensorVIN: fact.sensorVin }) };
      const candidates = fact.reason === 'MultipleMatchFound' ? { candidateAssetIds: fact.candidateAssetIds } : {};
      return { ...subject, unitId, ...outcome, ...candidates, ...location(fact, version) };
    }
  }
}

/** Version 1 says `lat` and `lon`, version 2 writes them out (decisions.md B1). */
function location({ position }: Positioned, version: 1 | 2): Readonly<Record<string, unknown>> {
  if (position === null) {
    return {};
  }
  const { latitude, longitude } = position;
  return { location: version === 1 ? { lat: latitude, lon: longitude } : { latitude, longitude } };
}

function optional(fields: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null));
}
