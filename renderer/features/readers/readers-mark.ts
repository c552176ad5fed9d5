import type { ReaderView } from '#core/contract/station/readers.ts';

/** How the readers on serial ports stand together: `ready` when none is gone, `none` where there are none. */
export function readersMark(readers: readonly ReaderView[]): 'ready' | 'gone' | 'none' {
  const standings = readers.flatMap((reader) => (reader.kind === 'port' ? [reader.standing.kind] : []));
  if (standings.length === 0) {
    return 'none';
  }
  return standings.every((kind) => kind === 'ready') ? 'ready' : 'gone';
}
