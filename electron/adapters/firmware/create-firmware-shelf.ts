import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptFirmware, keptFirmware } from '#core/domain/installation/firmware-manifest.ts';
import type { FirmwareShelf } from '#core/ports/firmware-shelf.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';
import { syncFolder, writeFileDurably } from '../files/write-file-durably.ts';

/**
 * Firmware in the station's data folder: `<hash>.bin` is the image, `<hash>.json` its manifest. The manifest is written last and removed
 * first, so that what is listed has had its image on disk.
 */
export function createFirmwareShelf({ directory }: { readonly directory: string }): FirmwareShelf {
  const placeOf = (sha256: string, ending: 'bin' | 'json') => join(directory, `${sha256}.${ending}`);
  return {
    async list() {
      const names = await readdir(directory).catch(absent);
      const read = await Promise.all(
        (names ?? []).filter((name) => isHash(name.replace(/\.json$/, ''))).map((name) => readKept(directory, name)),
      );
      return read.filter((kept) => kept !== null);
    },
    async image(sha256) {
      return isHash(sha256) ? ((await readFile(placeOf(sha256, 'bin')).catch(absent)) ?? null) : null;
    },
    async keep(firmware, image) {
      const { sha256 } = firmware.manifest;
      try {
        writeFileDurably(placeOf(sha256, 'bin'), image);
        writeFileDurably(placeOf(sha256, 'json'), `${JSON.stringify(keptFirmware.parse(firmware), null, 2)}\n`);
        return { kind: 'kept' };
      } catch (error: unknown) {
        const why = diskTroubleOf(error);
        if (why === undefined) {
          throw error;
        }
        return { kind: 'failed', why };
      }
    },
    async remove(sha256) {
      if (isHash(sha256)) {
        await rm(placeOf(sha256, 'json'), { force: true });
        await rm(placeOf(sha256, 'bin'), { force: true });
        await mkdir(directory, { recursive: true });
        syncFolder(directory);
      }
    },
  };
}

/** A hash is the only name that ever becomes a path. */
function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Null for a file that is no kept firmware, or one under another's name. */
async function readKept(directory: string, name: string): Promise<KeptFirmware | null> {
  const text = await readFile(join(directory, name), 'utf8').catch(absent);
  const parsed = keptFirmware.safeParse(parseJson(text ?? ''));
  return parsed.success && name === `${parsed.data.manifest.sha256}.json` ? parsed.data : null;
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return undefined;
  }
  throw error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a file that somebody damaged is no firmware
  }
}
