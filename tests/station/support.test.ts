import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { supportRequest } from '#core/domain/support/support-request.ts';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { createCaptureKeeper } from '#core/station/captures/capture-keeper.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import {
  makeTestFolder,
  openedStore,
  removeTestFolder,
  silentLog,
} from '#electron/adapters/sqlite/testing/opened-store.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, filesWith, hurriedUnit } from './testing/cable-bench.ts';
import { openSheetOf } from './testing/sheet-work.ts';

/** The password that the profile brings, and the one that the unit had before. */
const secret = 'demo-apn-secret';
const oldSecret = 'former-apn-secret';
const serial = '866344054201822';
const speed = 4;
const message = { code: 'OWNER_OTHER', text: 'Not allowed here' };
const nothing = { sessionId: null, bay: null, message };

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;

beforeAll(async () => {
  cloud = await createCloudWorld();
}, 60_000);
afterAll(() => cloud.close());
beforeEach(async () => {
  unit = hurriedUnit(serial, speed);
  bench = await addCableStation(cloud, { unit, speed });
});
afterEach(() => {
  bench.setConnected(true);
  unit.close();
});

/** The password is written over a port, then a sheet is opened and the unit is read and compared: both passwords go over the cable. */
async function workWithSecrets(): Promise<SessionId> {
  await bench.client.cable.writePort({ port: 'sim:1', values: { apnPassword: oldSecret }, dryRun: false });
  const sessionId = await openSheetOf(bench, `EVP-${serial}`);
  await bench.client.bench.identify({ sessionId, bay: 1 });
  await bench.client.bench.compareConfiguration({ sessionId });
  return sessionId;
}

async function keep(wish: Parameters<BenchWorld['client']['support']['draft']>[0], words: string): Promise<string> {
  const { request } = await bench.client.support.draft(wish);
  const answer = await bench.client.support.send({ id: request.id, words, leaveOut: [] });
  if (answer.kind !== 'kept') {
    throw new Error(`the request was not kept: ${answer.kind}`);
  }
  return answer.id;
}

const standingOf = async (id: string) =>
  (await bench.client.support.list({ limit: 50 })).find(({ heading }) => heading.id === id)?.standing;
const untilSent = (id: string) =>
  expect.poll(() => standingOf(id), { timeout: 15_000 }).toMatchObject({ kind: 'sent' });
const storedAtCloud = (id: string) =>
  cloud.database
    .asSystem('administration')
    .read((transaction) => transaction.selectFrom('support_requests').selectAll().where('id', '=', id).execute());

describe('INST-7 P39 captures and requests hold no secret', { timeout: 60_000 }, () => {
  it('neither in what is shown, nor in what is sent, nor in any file of the data folder', async () => {
    const sessionId = await workWithSecrets();
    const opened = await bench.client.captures.open({ of: 'sheet', sessionId });
    const told = JSON.stringify([opened, await bench.client.captures.open({ of: 'bay', bay: 1 })]);
    expect(told).toContain('getparam 2003');
    expect(told).not.toMatch(new RegExp(`${secret}|${oldSecret}`));
    const id = await keep(
      { sessionId, bay: 1, message: { code: null, text: `it said ${secret}` } },
      `I typed ${secret}`,
    );
    await untilSent(id);
    const kept = await bench.client.support.open({ id });
    expect(kept).toMatchObject({
      request: {
        words: 'I typed ***',
        message: { text: 'it said ***' },
        capture: { header: { bay: 1, port: 'sim:1' } },
      },
    });
    const [row] = await storedAtCloud(id);
    expect(supportRequest.parse(row?.body)).toEqual(kept.kind === 'request' ? kept.request : null);
    for (const one of [secret, oldSecret]) {
      expect(JSON.stringify([kept, row])).not.toContain(one);
      expect(filesWith(bench.directory, one)).toEqual([]);
      expect(
        filesWith(
          bench.directory,
          Buffer.from(one)
            .toString('hex')
            .replace(/..(?=.)/g, '$& '),
        ),
      ).toEqual([]);
    }
    expect(filesWith(bench.directory, 'getparam 2003').length).toBeGreaterThan(0);
  });
});

describe('P39 the search for secrets', () => {
  it('would find one that a driver forgot to hide', () => {
    const directory = makeTestFolder();
    const store = openedStore(directory);
    const keeper = createCaptureKeeper({ store, clock: systemClock, log: silentLog, changed: () => {} });
    const recording = keeper.begin({ bay: 1, port: 'sim:1', sessionId: asSessionId.parse('sheet') });
    recording.record({ direction: 'to-unit', text: `setparam 2003:${secret}` });
    recording.end();
    expect(filesWith(directory, secret).length).toBeGreaterThan(0);
    store.close();
    expect(filesWith(directory, secret).length).toBeGreaterThan(0);
    removeTestFolder(directory);
  });
});

describe('INST-7 the capture of a sheet', { timeout: 60_000 }, () => {
  it('is listed with its unit, survives a crash, and is seen by its owner and a supervisor only', async () => {
    const sessionId = await workWithSecrets();
    await bench.crash();
    await bench.signIn('M. Kaya');
    expect(await bench.client.captures.list()).toMatchObject([
      { sessionId, unit: `evopulse:${serial}`, owner: 'M. Kaya', bay: 1, port: 'sim:1' },
    ]);
    const opened = await bench.client.captures.open({ of: 'sheet', sessionId });
    expect(opened).toMatchObject({ capture: { header: { model: 'FTSIM1', driver: 'teltonika' }, dropped: 0 } });
    const lines = opened.kind === 'capture' ? opened.capture.lines : [];
    expect(lines.map(({ text }) => text)).toContain('opened sim:1');
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted());
    for (const [who, sees] of [
      ['A. Okafor', false],
      ['S. Brandt', true],
    ] as const) {
      await bench.client.access.signOut();
      await bench.signIn(who);
      expect((await bench.client.captures.list()).length > 0, who).toBe(sees);
      expect((await bench.client.captures.open({ of: 'sheet', sessionId })).kind, who).toBe(
        sees ? 'capture' : 'nothing-kept',
      );
    }
  });
});

describe('REP-4 a request to support', { timeout: 60_000 }, () => {
  it('is drafted with everything that is known, and sent without what the person left out', async () => {
    const sessionId = await workWithSecrets();
    const { request } = await bench.client.support.draft({ sessionId, bay: null, message });
    expect(request).toMatchObject({
      by: { name: 'M. Kaya' },
      station: { name: 'Bench 2' },
      program: { version: '0.0.0-test' },
      unit: { serial, unitType: 'evopulse', model: 'FTSIM1', customer: 'Nordfracht Logistik' },
      message,
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ name: 'cloud', state: 'ok' }),
        expect.objectContaining({ name: 'database', state: 'ok' }),
      ]),
    });
    const answer = await bench.client.support.send({ id: request.id, words: ' Help ', leaveOut: ['capture', 'unit'] });
    expect(answer).toEqual({ kind: 'kept', id: request.id });
    await untilSent(request.id);
    const [row] = await storedAtCloud(request.id);
    expect(row?.body).toEqual({ ...request, words: 'Help', capture: null, unit: null });
  });

  it('made offline waits, survives a crash, and gets exactly one number when the centre is there again', async () => {
    bench.setConnected(false);
    const id = await keep(nothing, 'The cable is dead.');
    expect(await bench.client.support.sendNow()).toEqual({ waiting: true, why: 'unreachable' });
    expect(await standingOf(id)).toEqual({ kind: 'waiting' });
    await bench.crash();
    await bench.signIn('M. Kaya');
    expect(await standingOf(id)).toEqual({ kind: 'waiting' });
    expect(await storedAtCloud(id)).toEqual([]);
    bench.setConnected(true);
    await bench.client.sync.run();
    await untilSent(id);
    const rows = await storedAtCloud(id);
    expect(rows).toHaveLength(1);
    expect(await standingOf(id)).toMatchObject({ number: `FB-${rows[0]?.number}` });
    expect(await bench.client.support.sendNow()).toEqual({ waiting: false, why: null });
  });

  it('is one request however often its button is pressed, and none when it says nothing', async () => {
    const { request } = await bench.client.support.draft({ ...nothing, message: null });
    const review = { id: request.id, words: 'Twice', leaveOut: [] };
    await bench.client.support.send(review);
    await bench.client.support.send(review);
    expect(await bench.client.support.list({ limit: 10 })).toHaveLength(1);
    const { request: empty } = await bench.client.support.draft({ ...nothing, message: null });
    const leaveOut = ['unit', 'message', 'diagnostics', 'log', 'capture'] as const;
    expect(await bench.client.support.send({ id: empty.id, words: ' ', leaveOut: [...leaveOut] })).toEqual({
      kind: 'says-nothing',
    });
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect(await bench.client.support.send({ id: empty.id, words: 'x', leaveOut: [] })).toEqual({ kind: 'draft-gone' });
  });

  it('is seen by whoever made it and by a supervisor, and stands in the trail', async () => {
    const id = await keep(nothing, 'Mine.');
    await untilSent(id);
    await bench.client.access.signOut();
    await bench.signIn('A. Okafor');
    expect([await bench.client.support.list({ limit: 10 }), await bench.client.support.open({ id })]).toEqual([
      [],
      { kind: 'no-such-request' },
    ]);
    await bench.client.access.signOut();
    await bench.signIn('S. Brandt');
    expect(await bench.client.support.open({ id })).toMatchObject({ kind: 'request', request: { words: 'Mine.' } });
    const actions = (await bench.operator.audit.entries({ limit: 50 })).map(({ action, after }) => [action, after]);
    expect(actions).toContainEqual(['support.requested', { request: id, parts: 'message, diagnostics, log' }]);
    expect(actions).toContainEqual(['support.sent', { request: id, number: expect.stringMatching(/^FB-/) }]);
  });

  it('STA-5 can be had as a file where there is no network, which is written down', async () => {
    bench.setConnected(false);
    const { request } = await bench.client.support.draft(nothing);
    const file = await bench.client.support.saveFile({ id: request.id, words: 'By hand.', leaveOut: ['log'] });
    expect(file).toMatchObject({ kind: 'file', name: expect.stringMatching(/^fitbay-support-.*\.json$/) });
    const text = file.kind === 'file' ? file.text : '';
    expect(JSON.parse(text)).toMatchObject({ kind: 'fitbay-support-request', words: 'By hand.', log: null });
    expect(await bench.client.support.list({ limit: 10 })).toEqual([]);
    const [entry] = await bench.operator.audit.entries({ limit: 1 });
    expect(entry?.action).toBe('support.file-saved');
  });
});
