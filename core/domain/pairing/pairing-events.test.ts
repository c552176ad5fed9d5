import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildPairingEvent, type PairingEventBody, type PairingFact } from './pairing-event-bodies.ts';
import { readPairingEvents } from './read-pairing-events.ts';

// The vendor's own samples, as they are.
const folder = new URL('fixtures/', import.meta.url);
const names = readdirSync(folder);
const sample = (name: string): { eventsData: PairingEventBody[] } =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as { eventsData: PairingEventBody[] };

const about = {
  registeredOn: '2025-05-12T22:20:00.000Z',
  organizationId: 'c8c90b90-ad39-4a3d-8b89-c25a22acaa25',
};
const position = { latitude: 50.869, longitude: 2.8942 };
const assetId = '5bca3b72-e006-4cea-bfaa-f5a4dcf3a63c';
const assetVin = '1HGCM82633A000001';
const tp = 'tp:890123847562332';

const facts: Readonly<Record<string, PairingFact>> = {
  'unit-paired-success-ManualPair': { ...about, kind: 'paired-by-hand', unitId: tp, assetId, assetVin },
  'unit-paired-success-AutoPair': {
    ...about,
    kind: 'paired-automatically',
    unitId: tp,
    assetId,
    assetVin,
    sensorVin: 'F3A000001',
    position,
  },
  'unit-paired-failed-InvalidData': {
    ...about,
    kind: 'not-paired',
    unitId: tp,
    reason: 'InvalidData',
    sensorVin: null,
    candidateAssetIds: [],
    position,
  },
  'unit-paired-failed-NotFound': {
    ...about,
    kind: 'not-paired',
    unitId: tp,
    reason: 'NotFound',
    sensorVin: 'F3A000001',
    candidateAssetIds: [],
    position,
  },
  'unit-paired-failed-MultipleMatchFound': {
    ...about,
    kind: 'not-paired',
    unitId: 'krone:890123847562332',
    reason: 'MultipleMatchFound',
    sensorVin: 'F3D000001',
    candidateAssetIds: [about.organizationId, 'd8d90d90-dd29-3d3d-3b89-c45a22acab34'],
    position,
  },
  'unit-paired-failed-Unknown': {
    ...about,
    kind: 'not-paired',
    unitId: 'txtrailerguard:359315075384726',
    reason: 'Unknown',
    sensorVin: 'F3D000001',
    candidateAssetIds: [],
    position,
  },
  'unit-unpaired': { ...about, kind: 'unpaired', unitId: tp, assetId, assetVin },
};

describe('PAIR-4 bodies as in the samples', () => {
  it('has a sample for every fact and a fact for every sample', () => {
    expect(names).toHaveLength(11);
    expect(new Set(names.map((name) => name.slice(3, -5)))).toEqual(new Set(Object.keys(facts)));
  });

  it.each(names.map((name) => name.slice(0, -5)))('%s, to the letter', (name) => {
    const fact = facts[name.slice(3)];
    if (fact === undefined) throw new Error('no fact');
    const bodies = buildPairingEvent(fact);
    const body = name.startsWith('v1') ? bodies.v1 : bodies.v2;
    expect(JSON.stringify(body)).toBe(JSON.stringify(sample(name).eventsData[0]));
  });

  it('B3 has no version 2 of an unpairing', () => {
    const unpaired = facts['unit-unpaired'];
    expect(unpaired && buildPairingEvent(unpaired).v2).toBeNull();
  });

  it('B9 leaves out what is not known instead of sending null', () => {
    const { v1, v2 } = buildPairingEvent({
      ...about,
      kind: 'paired-automatically',
      unitId: tp,
      assetId,
      assetVin: null,
      sensorVin: 'F3A000001',
      position: null,
    });
    expect(Object.keys(v1.eventData)).toEqual([
      'registeredOn',
      'organizationId',
      'unitId',
      'status',
      'reason',
      'assetId',
      'sensorVIN',
    ]);
    expect(Object.keys(v2?.eventData ?? {})).toEqual(Object.keys(v1.eventData));
  });
});

const envelope = {
  eventBatchId: '31fccdce-725e-4c87-a91b-3a8e66144641',
  eventSubscriptionId: '41634ca6-a7fb-4dc2-9461-7e9b24be885e',
  eventBatchTime: '2025-05-13T13:18:13.2017310Z',
};
const paired = { ...about, unitId: tp, status: 'success', reason: 'ManualPair', assetId, assetVIN: assetVin };

function read(...eventsData: unknown[]) {
  const reading = readPairingEvents({ ...envelope, eventsData });
  if (reading.kind !== 'events') throw new Error(reading.issues.join('\n'));
  return reading.events;
}
const event = (eventData: object, eventVersion = 1, eventType = 'unit.paired') => ({
  eventType,
  eventVersion,
  eventData,
});

describe('PAIR-4 reading events of either version', () => {
  it.each(names)('takes the sample %s', (name) => {
    const reading = readPairingEvents(sample(name.slice(0, -5)));
    expect(reading).toMatchObject({
      kind: 'events',
      events: [{ state: 'complete', organizationId: about.organizationId }],
    });
  });

  it.each(names.filter((name) => name.startsWith('v2')).map((name) => name.slice(3)))(
    'means the same in both versions: %s',
    (name) => {
      const twin = names.includes(`v1-${name}`) ? `v1-${name}` : null;
      const normalized = (file: string) => {
        const reading = readPairingEvents(sample(file.slice(0, -5)));
        return reading.kind === 'events' ? reading.events.map(({ raw, eventVersion, ...rest }) => rest) : reading;
      };
      if (twin !== null) expect(normalized(twin)).toEqual(normalized(`v2-${name}`));
    },
  );

  it.each([
    ['lat/lon in version 2', { lat: 50.869, lon: 2.8942 }, 2],
    ['latitude/longitude in version 1', position, 1],
  ])('B1 takes %s', (_name, location, version) => {
    const failure = { ...about, unitId: tp, status: 'failed', reason: 'NotFound', sensorVIN: 'F3A000001', location };
    expect(read(event(failure, version))[0]?.location).toEqual(position);
  });

  it('B2 keeps an event of an unknown version aside instead of dropping it', () => {
    expect(read(event(paired, 3))[0]).toMatchObject({
      state: 'quarantined',
      unitId: tp,
      status: null,
      eventVersion: 3,
    });
    expect(read(event(paired, 1, 'unit.swapped'))[0]).toMatchObject({
      state: 'quarantined',
      eventType: 'unit.swapped',
    });
  });

  it('B3 tolerates an unpairing in version 2', () => {
    expect(read(event({ ...about, unitId: tp, assetId }, 2, 'unit.unpaired'))[0]).toMatchObject({
      state: 'complete',
      assetId,
    });
  });

  it('B5 takes a reason that belongs to the other status for a fault', () => {
    expect(readPairingEvents({ ...envelope, eventsData: [event({ ...paired, reason: 'NotFound' })] }).kind).toBe(
      'invalid',
    );
  });

  it('B7 knows a redelivered event again and puts a batch in order', () => {
    const later = { ...paired, registeredOn: '2025-05-12T23:20:00.000Z', reason: 'AutoPair' };
    const events = read(event(later), event(paired), event(later));
    expect(events.map((one) => one.reason)).toEqual(['ManualPair', 'AutoPair']);
    expect(read(event(paired, 2))[0]?.key).toBe(events[0]?.key);
  });

  it('B8 keeps an unpairing without an asset, marked incomplete', () => {
    const events = read(event({ ...about, unitId: tp }, 1, 'unit.unpaired'));
    expect(events[0]).toMatchObject({ state: 'incomplete', assetId: null });
  });

  it('B12 takes ids of the right shape that are no RFC 9562 UUIDs, and no others', () => {
    const candidateAssetIds = ['d8d90d90-dd29-3d3d-3b89-c45a22acab34'];
    const failure = { ...about, unitId: tp, status: 'failed', reason: 'MultipleMatchFound', candidateAssetIds };
    expect(read(event(failure))[0]?.candidateAssetIds).toEqual(candidateAssetIds);
    expect(
      readPairingEvents({ ...envelope, eventsData: [event({ ...failure, candidateAssetIds: ['asset 7'] })] }),
    ).toEqual({
      kind: 'invalid',
      issues: ['eventsData.0.eventData.candidateAssetIds.0: not of the form 8-4-4-4-12'],
    });
  });

  it('B13 keeps the time of a batch to its seventh decimal', () => {
    expect(readPairingEvents({ ...envelope, eventsData: [] })).toEqual({ kind: 'events', ...envelope, events: [] });
  });

  it.each([
    null,
    'text',
    [],
    { eventsData: 7 },
    { ...envelope },
    { ...envelope, eventsData: [{ eventType: 'unit.paired' }] },
  ])('says what is wrong with %j', (batch) => {
    const reading = readPairingEvents(batch);
    expect(reading.kind === 'invalid' && reading.issues.length).toBeGreaterThan(0);
  });
});
