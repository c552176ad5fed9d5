import { writeFileSync } from 'node:fs';

/** `unwritable`: the folder is missing, the disk full, the place forbidden. */
export type FileWriting = { readonly kind: 'written' } | { readonly kind: 'unwritable'; readonly detail: string };

/** Writes what a command was asked to leave behind. */
export function writeResultFile(path: string, content: string | Uint8Array): FileWriting {
  try {
    writeFileSync(path, content);
    return { kind: 'written' };
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error) {
      return { kind: 'unwritable', detail: error.message };
    }
    throw error;
  }
}
