import { readFileSync } from 'node:fs';

/** A file that a person named. `unreadable`: no such file, no right, or not JSON; `detail` names the file. */
export type JsonFileReading =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly detail: string };

export function readJsonFile(path: string): JsonFileReading {
  try {
    // A byte order mark is what some editors put before JSON.
    return { kind: 'read', value: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) };
  } catch (error: unknown) {
    return { kind: 'unreadable', detail: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
