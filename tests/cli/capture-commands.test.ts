import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCapture } from '#core/domain/capture/testing/sample-capture.ts';
import { sessionId } from '#core/kernel/entity-ids.ts';
import { openedStore } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { writeStationFile } from '#electron/compose/station-file.ts';
import { lightIdentity, makeDataFolder } from '../host/testing/light-station.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

/** A station's folder without a cloud, with a capture of one sheet in it. */
describe('INST-7 STA-5 captures and files for support on the command line', { timeout: 60_000 }, () => {
  let dataFolder: string;
  const on = (...words: string[]) => fitbay(...words, '--data', dataFolder, '--json');
  const file = (name: string) => join(dataFolder, name);

  beforeAll(() => {
    dataFolder = makeDataFolder();
    writeStationFile(dataFolder, lightIdentity);
    const { stationId, generation } = lightIdentity;
    const store = openedStore(dataFolder, { stationId, generation });
    store.transact((write) =>
      write.appendCapture({
        sessionId: sessionId.parse('session-1'),
        bay: 1,
        port: 'sim:1',
        ownerId: null,
        lines: sampleCapture.lines,
      }),
    );
    store.close();
  });
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('writes a capture as text, and as JSON where the name says so', async () => {
    const text = await on('capture', 'export', '--sheet', 'session-1', '--out', file('capture.txt'));
    expect([text.status, jsonLines(text)]).toEqual([0, [{ kind: 'written', file: file('capture.txt'), lines: 4 }]]);
    expect(readFileSync(file('capture.txt'), 'utf8')).toContain('-> to unit\t\tsetparam 2003:***\t73 65 74');
    await on('capture', 'export', '--sheet', 'session-1', '--out', file('capture.json'));
    expect(JSON.parse(readFileSync(file('capture.json'), 'utf8'))).toMatchObject({
      kind: 'fitbay-capture',
      version: 1,
    });
  });

  it('says no where nothing is kept, and how it is used where it was not told what', async () => {
    const none = await on('capture', 'export', '--bay', '7', '--out', file('none.txt'));
    expect([none.status, jsonLines(none)]).toEqual([2, [{ kind: 'nothing-kept' }]]);
    expect((await on('capture', 'export', '--out', file('none.txt'))).status).toBe(64);
    expect((await on('capture', 'export', '--bay', 'one', '--out', file('none.txt'))).status).toBe(64);
    expect(jsonLines(await on('capture', 'list'))).toEqual([[]]);
  });

  it('writes one file for support without a network', async () => {
    const ran = await on('support', 'file', '--out', file('support.json'), '--words', 'It stays silent.');
    expect([ran.status, jsonLines(ran)]).toEqual([0, [{ kind: 'written', file: file('support.json') }]]);
    expect(JSON.parse(readFileSync(file('support.json'), 'utf8'))).toMatchObject({
      kind: 'fitbay-support-request',
      words: 'It stays silent.',
      station: { name: 'Bench 7' },
    });
  });
});
