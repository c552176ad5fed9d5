import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../files/write-file-durably.ts';

// Damage deep in a database shows when that place is read, not when the file is opened. What one run notices is left here for the next start,
// which then repairs instead of going on as if nothing were the matter.

const pathIn = (directory: string) => join(directory, 'station.damaged');

export function writeDamageNotice(directory: string, detail: string): void {
  writeFileDurably(pathIn(directory), detail);
}

export function readDamageNotice(directory: string): string | null {
  return existsSync(pathIn(directory)) ? readFileSync(pathIn(directory), 'utf8') : null;
}

export function forgetDamageNotice(directory: string): void {
  rmSync(pathIn(directory), { force: true });
}
