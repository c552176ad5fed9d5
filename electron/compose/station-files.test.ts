import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.ts';
import { readStationFile, type StationFile, writeStationFile } from './station-file.ts';

const station: StationFile = {
  version: 2,
  stationId: stationId.parse('s-1'),
  generation: 2,
  name: 'Bench 2',
  place: 'Hall North',
  organizationId: organizationId.parse('o-1'),
  cloudUrl: 'https://centre.example.com',
  demo: false,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('STA-1 station.json', () => {
  it('is read as it was written, by its owner only', () => {
    writeStationFile(folder, station);
    expect(readStationFile(folder)).toEqual({ kind: 'read', file: station });
    expect(statSync(join(folder, 'station.json')).mode & 0o777).toBe(0o600);
  });

  it('is absent where nobody enrolled', () => {
    expect(readStationFile(join(folder, 'no-such-folder'))).toEqual({ kind: 'absent' });
  });

  it('is still the same station where it was written with a token of old, which is dropped', () => {
    writeFileSync(join(folder, 'station.json'), JSON.stringify({ ...station, version: 1, token: 'secret' }));
    expect(readStationFile(folder)).toEqual({ kind: 'read', file: station });
  });

  it.each([
    ['cut off', '{"version":1,'],
    ['of a newer version', JSON.stringify({ ...station, version: 3 })],
    ['without its organization', JSON.stringify({ ...station, organizationId: '' })],
    ['with an address that is none', JSON.stringify({ ...station, cloudUrl: 'ftp://x' })],
    ['with more than it should hold', JSON.stringify({ ...station, extra: true })],
  ])('%s is unreadable, never somebody else', (_what, text) => {
    writeFileSync(join(folder, 'station.json'), text);
    expect(readStationFile(folder)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('STA-7 run.json', () => {
  it('says where the holder of the folder listens, to its own user only', () => {
    writeRunFile(folder, { port: 4711, programToken: 'token' });
    expect(readRunFile(folder)).toEqual({ version: 1, pid: process.pid, port: 4711, programToken: 'token' });
    expect(statSync(join(folder, 'run.json')).mode & 0o777).toBe(0o600);
    removeRunFile(folder);
    expect(readRunFile(folder)).toBeNull();
    removeRunFile(folder);
  });

  it('that is broken is as if nobody listened', () => {
    writeFileSync(join(folder, 'run.json'), '{"version":1}');
    expect(readRunFile(folder)).toBeNull();
  });
});
