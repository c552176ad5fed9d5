import { closeSync, openSync, writeFileSync } from 'node:fs';

/** `unwritable`: the folder is missing, the disk full, the place forbidden. */
export type FileWriting = { readonly kind: 'written' } | { readonly kind: 'unwritable'; readonly detail: string };

/** Writes what a command was asked to leave behind. */
export function writeResultFile(path: string, content: string | Uint8Array): FileWriting {
  return attempt(() => writeFileSync(path, content));
}

/** The same for what is longer than memory. What throws while it makes the parts throws here. */
export async function writeResultFileInParts(path: string, parts: AsyncIterable<string>): Promise<FileWriting> {
  let file = -1;
  const opening = attempt(() => {
    file = openSync(path, 'w');
  });
  if (opening.kind === 'unwritable') {
    return opening;
  }
  try {
    for await (const part of parts) {
      const writing = attempt(() => writeFileSync(file, part));
      if (writing.kind === 'unwritable') {
        return writing;
      }
    }
    return opening;
  } finally {
    closeSync(file);
  }
}

function attempt(write: () => void): FileWriting {
  try {
    write();
    return { kind: 'written' };
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error) {
      return { kind: 'unwritable', detail: error.message };
    }
    throw error;
  }
}
