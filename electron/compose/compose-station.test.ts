import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { createInProcessClient } from '../host/in-process-client.ts';
import { type CompositionOptions, composeStation } from './compose-station.ts';
import { explainRefusal } from './explain-refusal.ts';
import { type StationFile, writeStationFile } from './station-file.ts';

const station: StationFile = {
  version: 2,
  stationId: stationId.parse('s-1'),
  generation: 1,
  name: 'Bench 2',
  place: 'Hall North',
  organizationId: organizationId.parse('o-1'),
  cloudUrl: 'http://127.0.0.1:9',
  demo: false,
};

describe('STA-4 putting a station together over a data folder', () => {
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'fitbay-compose-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('OWN-6 refuses to start on a unit type matrix with a fault, and says where it is', async () => {
    writeStationFile(dataFolder, station);
    const unitTypesFile = join(dataFolder, 'unit-types.json');
    const type =
      '{ "unitType": "evopulse", "label": "Evo Pulse", "class": "HALF", "vendorTool": null, "checklist": null }';
    writeFileSync(
      unitTypesFile,
      `{\n  "version": 1,\n  "updatedOn": "2026-11-20",\n  "source": "a test",\n  "types": [\n    ${type}\n  ]\n}\n`,
    );
    const refusal = await compose({ unitTypesFile });
    expect(refusal).toMatchObject({ kind: 'rules-refused', file: unitTypesFile, line: 6 });
    const sentence = refusal.kind === 'rules-refused' ? explainRefusal(refusal) : '';
    expect(sentence).toMatch(/unit-types\.json, line 6: types\.0\.class: /);
    expect(existsSync(join(dataFolder, 'station.sqlite'))).toBe(false);
  });

  const compose = (options: Partial<CompositionOptions> = {}) =>
    composeStation({ dataFolder, host: 'command-line', ...options });

  async function refusal(): Promise<string> {
    const outcome = await compose();
    if (outcome.kind === 'composed') {
      await outcome.close();
      return 'composed';
    }
    expect(explainRefusal(outcome)).toMatch(/^[A-Z].{20,}\.$|: .+/s);
    return outcome.kind;
  }

  it('serves the station of the folder and lets the folder go again', async () => {
    writeStationFile(dataFolder, station);
    for (const _round of ['first', 'second']) {
      const composed = await compose();
      if (composed.kind !== 'composed') {
        throw new Error(composed.kind);
      }
      const client = createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'test' }));
      expect(await client.station.info()).toMatchObject({ name: 'Bench 2', place: 'Hall North', demo: false });
      const names = (await client.station.doctor()).checks.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['runtime', 'data-folder', 'disk', 'report-fonts', 'ports', 'cloud']),
      );
      await composed.close();
      await composed.close();
    }
    expect(existsSync(join(dataFolder, 'logs', 'station.log'))).toBe(true);
  });

  it('without an enrolment says so and touches nothing', async () => {
    expect(await refusal()).toBe('not-enrolled');
    expect(existsSync(join(dataFolder, 'station.sqlite'))).toBe(false);
  });

  it('does not start as somebody else when station.json is damaged', async () => {
    writeFileSync(join(dataFolder, 'station.json'), '{');
    expect(await refusal()).toBe('station-file-unreadable');
  });

  it('does not open a folder that another has open', async () => {
    writeStationFile(dataFolder, station);
    const first = await compose();
    expect(await refusal()).toBe('another-is-open');
    if (first.kind === 'composed') {
      await first.close();
    }
    expect(await refusal()).toBe('composed');
  });

  it('refuses the database of another station', async () => {
    writeStationFile(dataFolder, station);
    expect(await refusal()).toBe('composed');
    writeStationFile(dataFolder, { ...station, stationId: stationId.parse('s-2') });
    expect(await refusal()).toBe('another-station');
  });

  it('refuses data of a newer Fitbay and a file of another program', async () => {
    writeStationFile(dataFolder, station);
    expect(await refusal()).toBe('composed');
    const database = new Database(join(dataFolder, 'station.sqlite'));
    database.pragma('user_version = 9999');
    database.close();
    expect(await refusal()).toBe('newer-schema');
    rmSync(join(dataFolder, 'station.sqlite'));
    const foreign = new Database(join(dataFolder, 'station.sqlite'));
    foreign.exec('CREATE TABLE recipes (id INTEGER)');
    foreign.pragma('application_id = 7');
    foreign.close();
    expect(await refusal()).toBe('foreign-file');
  });

  it('closes what it opened when the demo cannot be set up', async () => {
    writeStationFile(dataFolder, { ...station, demo: true });
    const broken = compose({
      openDemo: async () => {
        throw new Error('no bays');
      },
    });
    await expect(broken).rejects.toThrow('no bays');
    expect(await refusal()).toBe('composed');
  });
});
