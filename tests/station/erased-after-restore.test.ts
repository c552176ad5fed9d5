import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personId } from '#core/kernel/entity-ids.ts';
import { composeStation } from '#electron/compose/compose-station.ts';
import { restoreStation } from '#electron/compose/restore-station.ts';
import { stationFile, writeStationFile } from '#electron/compose/station-file.ts';
import { createInProcessClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';

const name = 'A. Okafor';
const left = demoFleet.people.find(({ displayName }) => displayName === name);

let cloud: CloudWorld;
let hall: BenchWorld;
let other: BenchWorld;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-old-copy-'));
  cloud = await createCloudWorld();
  // Jobs name whoever works on them, and are documents of their own: these stations are to hold nothing of a person but the trail.
  await cloud.database.asSystem('administration').transact((transaction) => transaction.deleteFrom('jobs').execute());
  hall = await cloud.addStation({ name: 'Hall North' });
  other = await cloud.addStation({ name: 'Hall South' });
}, 120_000);
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the second station from before the erasure, which then happened at the first and reached both. */
async function copyFromBefore(): Promise<string> {
  await other.signIn(name);
  await other.client.access.signOut();
  await other.operator.sync.run();
  const made = await other.operator.storage.backUp();
  if (made.kind !== 'written') {
    throw new Error(`no backup: ${made.detail}`);
  }
  const copy = join(folder, 'old.sqlite');
  copyFileSync(join(other.directory, 'backups', made.name), copy);
  const scope = { kind: 'person', personId: personId.parse(left?.id) } as const;
  await hall.operator.audit.erase({ scope, reason: 'left us in June' });
  await hall.operator.sync.run();
  await other.operator.sync.run();
  expect(await named(other.operator)).toEqual([]);
  return copy;
}

/** What the trail says of the person to whoever searches it. */
async function named({ audit }: BenchWorld['operator']): Promise<readonly number[]> {
  const { entries } = await audit.search({ filter: { text: 'Okafor' }, limit: 100 });
  return entries.map(({ seq }) => seq);
}

/** The folder of the second station from the restoring on. */
const home = () => join(folder, 'station');

const holdsName = (): boolean =>
  ['station.sqlite', 'station.sqlite-wal'].some((file) => {
    try {
      return readFileSync(join(home(), file)).includes('Okafor');
    } catch {
      return false; // no log is left behind by a clean end
    }
  });

/** Puts the copy in the place of the station's database and lets the restored station sync, as `fitbay restore` and the next start do. */
async function restoreAndSync(copy: string) {
  // Closing it would take its folder away; it does nothing more by itself.
  cpSync(other.directory, home(), { recursive: true });
  const organizationId = demoFleet.organizations.find(({ key }) => key === 'hansen')?.id;
  const names = { name: 'Hall South', place: 'Hall', organizationId, cloudUrl: cloud.url, demo: false };
  writeStationFile(home(), stationFile.parse({ version: 2, stationId: 'station-2', generation: 1, ...names }));
  expect(restoreStation(home(), copy)).toMatchObject({ kind: 'restored', generation: 2 });
  expect(holdsName()).toBe(true);
  const composed = await composeStation({
    dataFolder: home(),
    host: 'command-line',
    cloudUrl: cloud.url,
  });
  if (composed.kind !== 'composed') {
    throw new Error(composed.kind);
  }
  const client = createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'test' }));
  composed.station.start();
  expect(await client.sync.run()).toMatchObject({ state: 'online' });
  const found = {
    named: await named(client),
    finding: await client.audit.verify(),
    told: (await client.audit.search({ filter: { action: 'personal.erased' }, limit: 10 })).entries,
  };
  await composed.close();
  return found;
}

describe('REP-1 an old copy of a station that is put back after a person was erased', () => {
  it('erases again what came back, by the feed alone, tells of it, and leaves no byte of it', async () => {
    const { named: still, finding, told } = await restoreAndSync(await copyFromBefore());
    expect(still).toEqual([]);
    expect(finding).toMatchObject({ kind: 'intact' });
    expect(told[0]).toMatchObject({ outcome: 'done', actor: { method: 'system' }, after: { scope: 'person' } });
    expect(holdsName()).toBe(false);
  }, 180_000);

  it('is noticed to name the person again when the feed does not carry what was erased', async () => {
    const copy = await copyFromBefore();
    await cloud.database.asSystem('administration').transact(async (transaction) => {
      await transaction.deleteFrom('feed').where('kind', '=', 'erasure').execute();
      await transaction.deleteFrom('erasures').execute();
    });
    await restoreAndSync(copy);
    expect(holdsName()).toBe(true);
  }, 180_000);
});
