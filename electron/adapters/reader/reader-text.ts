/**
 * The letters behind a reader's bytes. Readers send UTF-8 or the code page they were set to, and do not say which: what is no valid UTF-8
 * is Windows-1252, the usual setting, so that no letter turns into a question mark. Control characters stay.
 */
export function readerText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error: unknown) {
    if (error instanceof TypeError) {
      return new TextDecoder('windows-1252').decode(bytes);
    }
    throw error;
  }
}
