import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines, type Ran } from './testing/run-fitbay.ts';

const customer = demoFleet.organizations.find((one) => one.key === 'nordfracht')?.id ?? '';
const transfer = ['transfer', '--unit', 'evopulse:359315075384726', '--to', customer];

/** A real cloud and a station's data folder that is backed up, damaged and restored. */
describe('STA-4 STA-5 fitbay backup, restore and doctor', { timeout: 120_000 }, () => {
  const station = commandStation({ isSynced: false });
  const backupFile = () => join(station.dataFolder, 'kept.sqlite');

  const on = (...words: string[]): Promise<Ran> => fitbay(...words, '--data', station.dataFolder, '--json');
  const offline = (...words: string[]): Promise<Ran> => on(...words, '--cloud', 'http://127.0.0.1:9');
  const one = (ran: Ran) => {
    const lines = jsonLines(ran);
    expect(lines).toHaveLength(1);
    return lines[0];
  };

  it('writes a checked copy and says where', async () => {
    expect(one(await on('sync'))).toMatchObject({ state: 'online' });
    const ran = await on('backup', '--out', backupFile());
    expect([ran.status, one(ran)]).toEqual([
      0,
      { kind: 'written', file: backupFile(), bytes: expect.any(Number), at: expect.any(String) },
    ]);
    expect(existsSync(backupFile())).toBe(true);
    const nowhere = await on('backup', '--out', join(station.dataFolder, 'no', 'such', 'folder'));
    expect([nowhere.status, one(nowhere)]).toEqual([2, expect.objectContaining({ kind: 'unwritable' })]);
  });

  it('goes back to it without losing what was queued since, and the centre sees no fork', async () => {
    const queued = await offline(...transfer);
    expect(one(queued)).toMatchObject({ kind: 'provisional' });
    const ran = await on('restore', backupFile());
    expect([ran.status, one(ran)]).toEqual([
      0,
      expect.objectContaining({ kind: 'restored', generation: 2, replayed: 1, waiting: 1 }),
    ]);
    expect(readdirSync(join(station.dataFolder, 'set-aside'))).toHaveLength(1);
    expect(one(await on('sync'))).toMatchObject({ state: 'online', pending: 0, needsYou: 0 });
    const verdict = await on('verdict', '--unit', 'evopulse:359315075384726', '--customer', customer);
    expect(one(verdict)).toMatchObject({ owner: { id: customer } });
    expect(one(await on('audit', 'verify'))).toMatchObject({ kind: 'intact' });
  });

  it('repairs itself where the database is damaged, and doctor says so', async () => {
    await on('backup', '--out', backupFile());
    const file = join(station.dataFolder, 'station.sqlite');
    writeFileSync(file, Buffer.alloc(20_000, 0x41));
    const { checks } = one(await on('doctor')) as { checks: { name: string; state: string; detail: string }[] };
    const named = (name: string) => checks.find((check) => check.name === name);
    expect(named('repair')).toMatchObject({ state: 'ok', detail: expect.stringContaining('repaired') });
    expect(['database', 'journal', 'backup'].map((name) => named(name)?.state)).toEqual(['ok', 'ok', 'ok']);
    expect(one(await on('sync'))).toMatchObject({ state: 'online', pending: 0 });
  });

  it.each([
    ['no-such-file', (file: string) => rmSync(file, { force: true })],
    ['not-a-backup', (file: string) => writeFileSync(file, 'this is a letter, and a long one at that'.repeat(100))],
    ['damaged', (file: string) => truncateSync(file, 30_000)],
    ['newer-schema', (file: string) => change(file, 'PRAGMA user_version = 9000')],
    ['another-station', (file: string) => change(file, "UPDATE setting SET value = 'other' WHERE key = 'station.id'")],
  ])('refuses in words: %s', async (why, spoil) => {
    const file = join(station.dataFolder, 'spoiled.sqlite');
    await on('backup', '--out', file);
    spoil(file);
    const before = one(await on('status'));
    const ran = await on('restore', file);
    expect([ran.status, one(ran)]).toEqual([2, expect.objectContaining({ kind: 'refused', why })]);
    expect(ran.err).not.toBe('');
    expect(one(await on('status'))).toEqual(before);
  });
});

function change(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
