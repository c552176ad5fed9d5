import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileDraft } from '#core/domain/installation/profile-template.ts';
import { profileId } from '#core/kernel/entity-ids.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { filesWith, hurriedUnit, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { crowdSerial } from './testing/crowd-units.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

const speed = 20;
const trailer = profileId.parse('trailer-eu');
const secret = 'a-new-apn-secret';

let cloud: CloudWorld;
let office: BenchWorld;
let bench: BenchWorld;
let unit: VirtualUnit;

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit(crowdSerial(0), speed);
  bench = await cloud.addStation({
    unitPorts: createInProcessPorts({ 'sim:1': unit }),
    clock: createTestClock({ speed }),
  });
  office = await cloud.addStation({ name: 'Fleet office', organization: 'nordfracht' });
  await office.signIn('H. Petersen');
  await bench.signIn('S. Brandt');
});
afterAll(async () => {
  await cloud.close();
  unit.close();
});

async function opened(of: BenchWorld, id = trailer) {
  const answer = await of.client.profiles.open({ id });
  if (answer.kind !== 'profile') throw new Error(`there is no profile ${id}`);
  return answer;
}

/** The profile with one value set otherwise. */
async function draftWith(of: BenchWorld, key: string, value: string): Promise<ProfileDraft> {
  const { template } = await opened(of);
  const { name, baseId, unitTypes, minimumFirmware, entries } = template;
  const others = entries.filter((entry) => entry.key !== key);
  return { name, baseId, unitTypes, minimumFirmware, entries: [...others, { kind: 'value', key, value }] };
}

async function save(of: BenchWorld, key: string, value: string, expectedVersion?: number) {
  const { template } = await opened(of);
  return of.client.profiles.save({
    id: trailer,
    expectedVersion: expectedVersion ?? template.version,
    note: 'Asked for by the yard',
    draft: await draftWith(of, key, value),
  });
}

describe('INST-3 STA-2 a profile is written without a unit, and without a connection', { timeout: 60_000 }, () => {
  it('is a new version that waits, is said to, and counts once the centre has it', async () => {
    office.setConnected(false);
    expect(await save(office, 'reportMovingS', '45')).toMatchObject({ kind: 'saved', version: 8 });
    expect(await opened(office)).toMatchObject({ row: { state: 'waiting', version: 8 } });
    expect(await save(office, 'reportMovingS', '40')).toMatchObject({ kind: 'saved', version: 9 });
    expect((await opened(bench)).row.version).toBe(7);
    office.setConnected(true);
    await office.client.sync.run();
    expect(await opened(office)).toMatchObject({ row: { state: 'kept', version: 9 }, refused: null });
    await bench.client.sync.run();
    expect(await opened(bench)).toMatchObject({ row: { version: 9, isOurs: false, ownerName: 'Nordfracht Logistik' } });
    const history = await office.client.profiles.history({ id: trailer });
    expect(history.kind === 'history' ? history.versions.map(({ version }) => version) : []).toEqual([9, 8, 7]);
  });

  it('two people who change the same version: the first wins, the other is told by whom and has a task', async () => {
    const second = await cloud.addStation({ name: 'Fleet office 2', organization: 'nordfracht' });
    await second.signIn('H. Petersen');
    office.setConnected(false);
    expect(await save(office, 'reportMovingS', '50')).toMatchObject({ kind: 'saved', version: 10 });
    expect(await save(second, 'reportMovingS', '55')).toMatchObject({ kind: 'saved', version: 10 });
    await second.client.sync.run();
    office.setConnected(true);
    await office.client.sync.run();
    const there = await opened(office);
    expect(there.refused).toMatchObject({ code: 'PROFILE_CHANGED' });
    expect(there.template.entries).toContainEqual({ kind: 'value', key: 'reportMovingS', value: '55' });
    expect((await office.operator.tasks.list()).map((task) => ('code' in task ? task.code : null))).toContain(
      'PROFILE_CHANGED',
    );
    expect(await save(office, 'reportMovingS', '60', 9)).toMatchObject({ kind: 'changed', version: 10 });
  });

  it('is refused where it may not stand, and where it is not ours', async () => {
    expect(await save(office, 'serverPort', '0')).toMatchObject({ kind: 'invalid', problems: [{ kind: 'key' }] });
    expect(await save(office, 'apnPassword', 'in clear')).toMatchObject({ kind: 'invalid' });
    expect(await save(bench, 'reportMovingS', '5')).toEqual({ kind: 'not-ours' });
  });

  it('derived from another one it inherits what it does not set, also what changes there later', async () => {
    const draft = { name: 'Night', baseId: trailer, unitTypes: ['evopulse'], minimumFirmware: null };
    const entries = [{ kind: 'value' as const, key: 'sleepMinutes', value: '5' }];
    const saved = await office.client.profiles.save({
      id: null,
      expectedVersion: 0,
      note: null,
      draft: { ...draft, entries },
    });
    const id = saved.kind === 'saved' ? saved.id : trailer;
    await office.client.sync.run();
    await save(office, 'sendStoppedS', '240');
    await office.client.sync.run();
    await bench.client.sync.run();
    const { levels, row, use } = await opened(bench, id);
    expect(levels.map(({ name }) => name)).toEqual(['Trailer EU', 'Night']);
    expect(row.values).toBe(15);
    expect(use.derived).toEqual([]);
    expect((await opened(bench)).use.derived.map(({ name }) => name)).toContain('Night');
  });
});

describe('INST-3 files of profiles', { timeout: 60_000 }, () => {
  it('carry a profile with all that it inherits, and are opened without keeping anything', async () => {
    const file = await office.client.profiles.exportFile({ id: profileId.parse('trailer-eu-adr') });
    const text = file.kind === 'file' ? file.text : '';
    expect(text).not.toContain('demo-apn-secret');
    const before = (await bench.client.profiles.list()).rows.length;
    expect(await bench.client.profiles.readFile({ text })).toMatchObject({ kind: 'profile', here: 'same' });
    expect(
      await bench.client.profiles.readFile({ text: text.replace('ingest.example.com', 'evil.example.com') }),
    ).toMatchObject({ kind: 'not-taken', why: 'changed' });
    expect((await bench.client.profiles.list()).rows).toHaveLength(before);
  });

  it('what units of each family take is known without a unit', async () => {
    const families = await bench.client.profiles.families();
    expect(new Set(families.map(({ driver }) => driver))).toEqual(
      new Set(['teltonika', 'queclink', 'calamp', 'at27007', 'benchunit']),
    );
    const trailerUnit = families.find(({ id }) => id === 'trailer-simulated');
    expect(trailerUnit?.keys['apn']).toMatchObject({ write: true, maxLength: 32 });
    expect(families.find(({ id }) => id === 'gl300')?.keys['apn']).toMatchObject({ write: true, maxLength: 40 });
  });
});

describe('INST-7 a secret is named by the profile and given apart', { timeout: 60_000 }, () => {
  it('waits in no queue: without a connection it is not kept at all', async () => {
    office.setConnected(false);
    const wish = { key: 'apnPassword', name: 'apnPassword', value: secret };
    expect(await office.client.profiles.giveSecret(wish)).toEqual({ kind: 'not-answered', why: 'offline' });
    expect(filesWith(office.directory, secret)).toEqual([]);
    office.setConnected(true);
    expect(await office.client.profiles.giveSecret(wish)).toEqual({ kind: 'kept' });
  });

  it('reaches the unit from the partner’s station, and nothing that the station tells or keeps', async () => {
    await bench.client.sync.run();
    await bench.client.access.signOut();
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    await untilBayIs(bench, 1, 'idle');
    const sessionId = await openSheetOf(bench, `EVP-${crowdSerial(0)}`);
    await bench.client.bench.identify({ sessionId, bay: 1 });
    await bench.client.bench.compareConfiguration({ sessionId });
    await bench.client.bench.writeConfiguration({ sessionId });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('verified');
    expect(textToUnit(unit)).toContain(secret);
    const told = JSON.stringify([
      await sheetOf(bench, sessionId),
      await bench.client.bench.configuration({ sessionId }),
      await bench.client.profiles.list(),
      await bench.client.profiles.history({ id: trailer }),
      await bench.client.audit.entries({ limit: 200 }),
      await bench.client.cable.capture({ bay: 1 }),
      await bench.client.sync.queue({ limit: 50 }),
    ]);
    expect(told).not.toContain(secret);
    expect(filesWith(bench.directory, secret)).toEqual([]);
  });
});

describe('STA-3 profiles and secrets after a power cut', { timeout: 60_000 }, () => {
  it('are all there, a version that waits too', async () => {
    office.setConnected(false);
    const { template } = await opened(office);
    expect(await save(office, 'reportMovingS', '70')).toMatchObject({ kind: 'saved' });
    await office.crash();
    await office.signIn('H. Petersen');
    expect(await opened(office)).toMatchObject({ row: { state: 'waiting', version: template.version + 1 } });
    office.setConnected(true);
    await office.client.sync.run();
    expect(await opened(office)).toMatchObject({ row: { state: 'kept' } });
  });
});
