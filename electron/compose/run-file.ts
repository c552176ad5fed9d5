import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../adapters/files/write-file-durably.ts';

/**
 * `run.json`: where the Fitbay that holds this data folder listens, and the token that lets other programs of the same user call it
 * (reliability.md §6.2: mode 0600). The command line reads it instead of failing on a folder that is in use. It may be stale after a
 * crash, so whoever reads it finds out by calling.
 */
export const runFile = z.strictObject({
  version: z.literal(1),
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  programToken: z.string().min(1),
});
export type RunFile = z.infer<typeof runFile>;

const pathIn = (dataFolder: string) => join(dataFolder, 'run.json');

export function writeRunFile(dataFolder: string, running: Omit<RunFile, 'version' | 'pid'>): void {
  const content: RunFile = { version: 1, pid: process.pid, ...running };
  writeFileDurably(pathIn(dataFolder), JSON.stringify(content), 0o600);
}

/** Null where nobody listens, as far as the file tells. */
export function readRunFile(dataFolder: string): RunFile | null {
  try {
    return runFile.parse(JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')));
  } catch {
    return null; // absent, half written or of another version: in each case there is nobody to be called by it
  }
}

export function removeRunFile(dataFolder: string): void {
  rmSync(pathIn(dataFolder), { force: true });
}
