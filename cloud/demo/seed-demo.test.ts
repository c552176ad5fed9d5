import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterStatement } from '#core/domain/access/roster.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import { judgeUnit } from '#core/domain/ownership/judge-unit.ts';
import { unitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { unitTypes } from '../registry/unit-types.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { startTestCloud, type TestCloud, type TestStation, testStart } from '../testing/test-cloud.ts';
import { seedDemo } from './seed-demo.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let station: TestStation;
let rows: readonly FeedRow[];

beforeAll(async () => {
  database = await openMemoryDatabase();
  await seedDemo(database, testStart);
  cloud = await startTestCloud(database);
  station = await cloud.addStation(idOf(demoFleet.station.organization), demoFleet.station.name);
  ({ rows } = await station.pull());
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await database.close();
});

function idOf(key: string): string {
  return demoFleet.organizations.find((one) => one.key === key)?.id ?? `no organization ${key}`;
}

function valuesOf<Kind extends Exclude<FeedRow['kind'], 'removed'>>(kind: Kind) {
  return rows.flatMap((row) => (row.kind === kind ? [row.value as Extract<FeedRow, { kind: Kind }>['value']] : []));
}

const organizationOf = (id: string) => valuesOf('organization').find((one) => one.id === id) ?? null;

/** Judges a label of the tray for its customer as a station does: by what the cloud tells it live. */
async function verdictFor(story: string, chosenType: string | null = null) {
  const label = demoFleet.tray.find((one) => one.story === story);
  const serial = /\d{15}/.exec(label?.text ?? '')?.[0] ?? 'no serial';
  const { units, asOf } = await station.api.units.lookUp({ serial });
  const customer = organizationOf(idOf(label?.customerHint ?? ''));
  const partner = organizationOf(idOf('hansen'));
  if (customer === null || partner === null) {
    throw new Error(`the station does not know the parties of ${story}`);
  }
  return judgeUnit({
    serial,
    candidates: units.map((unit) => unitFacts.parse(unit)),
    chosenType,
    mode: 'customer',
    customer,
    partner,
    trust: valuesOf('trust').find((one) => one.customerId === customer.id) ?? null,
    ownerOf: organizationOf,
    matrix: unitTypes,
    now: asOf,
    asOf,
    freshness: 'live',
  });
}

describe('demo seed', () => {
  it.each([
    ['OWN-2', 'customer-owned', 'OWNED_BY_CUSTOMER', 'start-work'],
    ['OWN-3', 'partner-owned', 'TRANSFER_AVAILABLE', 'transfer'],
    ['OWN-4', 'reseller-owned', 'TRANSFER_AVAILABLE', 'transfer'],
    ['OWN-6', 'transfer-only', 'TYPE_TRANSFER_ONLY', 'transfer-only'],
    ['OWN-6', 'not-transferable', 'TYPE_NOT_SUPPORTED', 'use-asset-page'],
    ['OWN-7', 'subscription-expired', 'SUBSCRIPTION_EXPIRED', 'transfer-only'],
    ['OWN-7', 'customer-subscription-expired', 'SUBSCRIPTION_EXPIRED', 'reactivate-subscription'],
    ['OWN-7', 'trust-expired', 'TRUST_EXPIRED', 'ask-customer-administrator'],
    ['OWN-8', 'third-party', 'OWNER_OTHER', 'contact-support'],
    ['OWN-8', 'third-party-hidden', 'OWNER_OTHER', 'contact-support'],
    ['OWN-8', 'unknown-serial', 'SERIAL_UNKNOWN', 'contact-support'],
    ['OWN-14', 'still-paired', 'TRANSFER_AVAILABLE', 'transfer'],
  ])('%s the label %s comes to %s: %s', async (_id, story, next, action) => {
    expect(await verdictFor(story)).toMatchObject({ kind: 'verdict', next, action });
  });

  it('OWN-5 the label with two types asks for the type first', async () => {
    expect(await verdictFor('two-types')).toMatchObject({ kind: 'choose-type', types: ['krone', 'tp'] });
    expect(await verdictFor('two-types', 'tp')).toMatchObject({ next: 'TYPE_TRANSFER_ONLY', action: 'transfer-only' });
  });

  it('OWN-8 names the open stranger and hides the other', async () => {
    expect(await verdictFor('third-party')).toMatchObject({ owner: { name: 'Kontor Flotte Süd' } });
    expect(await verdictFor('third-party-hidden')).toMatchObject({ owner: { name: null } });
  });

  it('OWN-14 warns of the standing pairing', async () => {
    const verdict = await verdictFor('still-paired');
    const codes = verdict.kind === 'verdict' ? verdict.findings.map((finding) => finding.code) : [];
    expect(codes).toContain('STILL_PAIRED');
  });

  it('ORG-7 has a customer of every standing, with the days that remain', () => {
    const standings = valuesOf('trust').map((trust) => {
      const standing = standingOf(trust, testStart);
      const customer = demoFleet.organizations.find((one) => one.id === trust.customerId)?.key;
      return [customer, standing.kind, standing.kind === 'active' ? standing.daysLeft : null];
    });
    expect(standings).toEqual([
      ['nordfracht', 'active', 114],
      ['alpen', 'active', 12],
      ['baltic', 'expired', null],
      ['vallon', 'active', null],
      ['hafen', 'pending', null],
    ]);
  });

  it('JOB-1 gives the workshop every job that is assigned to it or at work, of both kinds, and none that is over or pending', () => {
    const jobs = valuesOf('job');
    expect(jobs.map(({ number, status }) => [number, status]).sort()).toEqual([
      [1038, 'running'],
      [1039, 'running'],
      [1042, 'assigned'],
      [1043, 'assigned'],
      [1044, 'assigned'],
      [17, 'assigned'],
      [204, 'assigned'],
    ]);
    expect(new Set(jobs.map(({ kind }) => kind))).toEqual(new Set(['installation', 'maintenance']));
  });

  it('JOB-1 JOB-3 shows the fleet its jobs of every status, its templates, and counts on from the highest number', async () => {
    const office = await cloud.addStation(idOf(demoFleet.office.organization), demoFleet.office.name);
    const { jobs } = await office.api.jobs.list({});
    expect(new Set(jobs.map(({ status }) => status))).toEqual(
      new Set(['pending', 'assigned', 'running', 'succeeded', 'failed']),
    );
    for (const one of jobs) {
      expect(judgeJobFields(one.kind, one.fields), `J-${one.number}`).toEqual({ kind: 'fit', fields: one.fields });
    }
    const { templates } = await office.api.jobTemplates.list({});
    expect(templates.map(({ name }) => name)).toEqual(['Trailer EU', 'Unit is silent']);
    const petersen = demoFleet.people.find(({ displayName }) => displayName === 'H. Petersen');
    const made = await office.api.jobs.create({
      requestId: crypto.randomUUID(),
      actor: { personId: petersen?.id ?? '', name: 'H. Petersen', roles: petersen?.roles ?? [] },
      kind: 'installation',
      fields: { ...blankJobFields, plate: 'NEW 1' },
      steps: [],
      partnerId: null,
      templateId: null,
      repeats: null,
    });
    expect(made).toMatchObject({ kind: 'done', job: { number: 1047, status: 'pending' } });
  });

  it('STA-1 gives the station its own people, whose demo PINs fit their verifiers', async () => {
    const page = await station.api.sync.changes({});
    const { people } = rosterStatement.parse(JSON.parse(page.roster?.statement ?? '{}'));
    const own = demoFleet.people.filter((one) => one.organization === demoFleet.station.organization);
    expect(people.map((one) => one.displayName)).toEqual(own.map((one) => one.displayName));
    const [kaya] = people;
    if (kaya === undefined) {
      throw new Error('nobody may sign in');
    }
    const { cost, blockSize, parallelization, salt, derived } = kaya.pinVerifier;
    expect({ cost, blockSize, parallelization }).toEqual({ cost: 32_768, blockSize: 8, parallelization: 1 });
    const options = { cost, blockSize, parallelization, maxmem: 64 * 1024 * 1024 };
    const key = scryptSync(demoFleet.people[0]?.pin ?? '', Buffer.from(salt, 'base64'), 32, options);
    expect(key.toString('base64')).toBe(derived);
  });

  it('UNIT-1 fills the lists with as many units as the page shows', () => {
    const units = valuesOf('unit');
    const owned = (key: string) => units.filter((unit) => unit.ownerId === idOf(key)).length;
    expect({ nordfracht: owned('nordfracht'), vallon: owned('vallon') }).toEqual({ nordfracht: 38, vallon: 112 });
    expect(units.some((unit) => unit.ownerId === idOf('kontor'))).toBe(false);
    expect(units.every((unit) => unit.lastContactAt === null || epochMs(unit.lastContactAt) < epochMs(testStart))).toBe(
      true,
    );
  });

  it('PAIR-2 pairs the main unit with the trailer whose VIN its brake system holds', async () => {
    const unit = 'evopulse:359315075384726';
    const payload = { fromId: idOf('hansen'), toId: idOf('nordfracht'), expectedEpoch: 0, unpairFirst: false };
    const installed = {
      customerId: idOf('nordfracht'),
      profileId: 'trailer-eu',
      profileVersion: 7,
      firmware: '03.27.10',
      iccid: null,
      changes: [],
      verifiedAt: cloud.clock.now(),
    };
    const { results } = await station.push([
      station.operation({ kind: 'unit.transfer', unit, payload }),
      station.operation({ kind: 'unit.installed', unit, payload: installed }),
    ]);
    expect(results.map((one) => one.verdict)).toEqual(['applied', 'applied']);
    const sensorVin = demoFleet.cables.find((one) => one.unit === unit)?.ebsVin ?? null;
    const message = { at: cloud.clock.now(), position: null, sensorVin, supplyMillivolts: null };
    expect(await station.api.units.message({ unitId: unit, ...message })).toEqual({
      kind: 'taken',
      pairing: 'AutoPair',
    });
    const { units } = await station.api.units.lookUp({ serial: '359315075384726' });
    expect(units).toMatchObject([{ pairedWith: { label: 'KL 99', vin: 'WSM00000003111444' } }]);
  });

  it('leaves a demo that is already there as it is', async () => {
    expect(await seedDemo(database, testStart)).toEqual({ kind: 'already-there' });
  });
});
