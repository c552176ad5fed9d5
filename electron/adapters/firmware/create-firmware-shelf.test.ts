import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptFirmware } from '#core/domain/installation/firmware-manifest.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { createFirmwareShelf } from './create-firmware-shelf.ts';

const image = Uint8Array.of(1, 2, 3);
const sha256 = sha256Hex(image);
const kept: KeptFirmware = {
  manifest: {
    format: 'fitbay-firmware',
    version: 1,
    model: 'BU-1',
    firmware: '03.28.00',
    file: 'bu1.bin',
    size: 3,
    sha256,
  },
  importedAt: '2026-11-21T08:00:00.000Z',
  importedBy: 'S. Brandt',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-firmware-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('INST-5 STA-4 the firmware shelf', () => {
  it('keeps an image with its manifest over a restart, and lets it go', async () => {
    const directory = join(folder, 'firmware');
    expect(await createFirmwareShelf({ directory }).list()).toEqual([]);
    expect(await createFirmwareShelf({ directory }).keep(kept, image)).toEqual({ kind: 'kept' });
    const later = createFirmwareShelf({ directory });
    expect(await later.list()).toEqual([kept]);
    expect(Uint8Array.from((await later.image(sha256)) ?? [])).toEqual(image);
    await later.remove(sha256);
    expect([await later.list(), await later.image(sha256), readdirSync(directory)]).toEqual([[], null, []]);
  });

  it('gives the bytes that lie there, whoever put them there', async () => {
    const shelf = createFirmwareShelf({ directory: folder });
    await shelf.keep(kept, image);
    writeFileSync(join(folder, `${sha256}.bin`), 'other');
    expect((await shelf.image(sha256))?.length).toBe(5);
  });

  it('lists nothing that is no firmware, or that bears the name of another', async () => {
    const shelf = createFirmwareShelf({ directory: folder });
    await shelf.keep(kept, image);
    writeFileSync(join(folder, 'notes.json'), '{}');
    writeFileSync(join(folder, `${'b'.repeat(64)}.json`), 'no JSON');
    renameSync(join(folder, `${sha256}.json`), join(folder, `${'c'.repeat(64)}.json`));
    expect(await shelf.list()).toEqual([]);
  });

  it.each(['../station', '/etc/passwd', '', 'ABC'])('reads and removes nothing by the name %j', async (name) => {
    writeFileSync(join(folder, 'station.bin'), 'kept');
    const shelf = createFirmwareShelf({ directory: join(folder, 'firmware') });
    expect(await shelf.image(name)).toBeNull();
    await shelf.remove(name);
    expect(readdirSync(folder)).toContain('station.bin');
  });

  it('says why the disk does not take it', async () => {
    writeFileSync(join(folder, 'file'), '');
    const shelf = createFirmwareShelf({ directory: join(folder, 'file') });
    expect(await shelf.keep(kept, image)).toEqual({ kind: 'failed', why: 'the folder is no folder' });
  });
});
