import { existsSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionId } from '#core/kernel/entity-ids.ts';
import { readRepairNote, repairSetting } from '#electron/adapters/sqlite/repair-note.ts';
import { makeTestFolder, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { act, damages, findWrongs, openedFolder, workADay } from './storage/damaged-folder.ts';

const times = Number(process.env['FITBAY_DAMAGES'] ?? '16');
const seed = seedOfRun();
const { next: random } = createRandom(seed, 'damages');

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

/** Works a day, damages the folder, starts again and compares. */
async function damageAndCompare(damage: string, sabotage: (directory: string) => void): Promise<readonly string[]> {
  const day = await workADay(directory, random() < 0.5);
  damages[damage]?.(directory, random);
  sabotage(directory);
  const { opened } = openedFolder(directory);
  const wrongs = findWrongs(opened.store, day);
  const [first] = day.waiting;
  if (wrongs.length === 0 && first !== undefined) {
    // It goes on working, and stays sound over the next start.
    act(opened.store, 100);
  }
  opened.store.close();
  const again = openedFolder(directory);
  const wrongsLater = findWrongs(again.opened.store, { ...day, waiting: [...day.waiting] }).filter(
    (wrong) => wrong !== 'operation-100 was invented',
  );
  again.opened.store.close();
  removeTestFolder(directory);
  directory = makeTestFolder();
  return [...wrongs, ...wrongsLater];
}

describe(`STA-4 P3 a database that died (seed ${seed})`, { timeout: 1_800_000 }, () => {
  it(`loses nothing that was not sent, and invents nothing, in ${times} damages`, async () => {
    const names = Object.keys(damages);
    for (let time = 0; time < times; time += 1) {
      const name = names[time % names.length] ?? '';
      expect(await damageAndCompare(name, () => {}), `${name}, damage ${time}`).toEqual([]);
    }
    noteResult({ promise: 'P3', fault: `damaged database (${names.length} kinds)`, times, lost: 0 });
  });

  it('P41 notices a store without its journal: the same damages lose work', async () => {
    const found = await damageAndCompare('the database gone', (folder) => rmSync(join(folder, 'operations.journal')));
    expect(found).not.toEqual([]);
  });

  it('keeps the dead database, says what was done, and begins a new generation', async () => {
    await workADay(directory, true);
    damages['a header of another program']?.(directory, random);
    const { opened, generation } = openedFolder(directory);
    expect(generation).toBe(2);
    const note = readRepairNote(opened.store.setting(repairSetting));
    // The journal is emptied when nothing waits: what the cloud judged meanwhile is sent again and gets its first verdict again.
    expect(note).toMatchObject({ kind: 'repaired', told: true, replayed: 10, waiting: 17 });
    expect(readdirSync(join(directory, note?.setAside ?? 'nowhere'))).toContain('station.sqlite');
    expect(note?.missingSheets).toHaveLength(10);
    expect(opened.store.session(sessionId.parse('session-5'))).not.toBeNull();
    expect(opened.store.auditFrom(1, 10).map(({ canonical }) => JSON.parse(canonical).action)).toEqual([
      'storage.repaired',
    ]);
    opened.store.close();
    const next = openedFolder(directory);
    expect([next.generation, next.opened.store.auditHead().size]).toEqual([2, 1]);
    next.opened.store.close();
  });

  it('takes an older backup where the newest is damaged too, and begins anew where there is none', async () => {
    const day = await workADay(directory, true);
    damages['a header of another program']?.(directory, random);
    for (const name of readdirSync(join(directory, 'backups'))) {
      truncateSync(join(directory, 'backups', name), 5_000);
    }
    const { opened } = openedFolder(directory);
    expect(findWrongs(opened.store, day)).toEqual([]);
    expect(readRepairNote(opened.store.setting(repairSetting))).toMatchObject({ from: null, waiting: 20 });
    opened.store.close();
  });

  it('ends a replacement that was cut off between its two renames', async () => {
    const day = await workADay(directory, true);
    damages['a header of another program']?.(directory, random);
    openedFolder(directory).opened.store.close();
    const database = join(directory, 'station.sqlite');
    renameSync(database, `${database}.next`);
    const { opened } = openedFolder(directory);
    expect(findWrongs(opened.store, day)).toEqual([]);
    expect(existsSync(`${database}.next`)).toBe(false);
    opened.store.close();
  });
});
