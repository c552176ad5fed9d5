export type FileChange =
  | { readonly kind: 'written'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'sized'; readonly length: number };

/** Bytes of a file that grows and shrinks. What lies beyond its end is zero, also after it was cut and grew again. */
export interface FileContent {
  apply(changes: readonly FileChange[]): void;
  /** A copy with these changes; the content itself stays. */
  with(changes: readonly FileChange[]): Buffer;
}

export function createFileContent(before: Buffer = Buffer.alloc(0)): FileContent {
  let room = Buffer.from(before);
  let length = before.length;

  const grow = (needed: number): void => {
    if (needed > room.length) {
      const larger = Buffer.alloc(Math.max(needed, room.length * 2));
      room.copy(larger, 0, 0, length);
      room = larger;
    }
  };
  const applyOne = (change: FileChange): void => {
    if (change.kind === 'sized') {
      grow(change.length);
      room.fill(0, Math.min(length, change.length));
      length = change.length;
      return;
    }
    const end = change.at + change.bytes.length;
    grow(end);
    change.bytes.copy(room, change.at);
    length = Math.max(length, end);
  };

  return {
    apply: (changes) => changes.forEach(applyOne),
    with(changes) {
      const own = room.subarray(0, length);
      if (changes.length === 0) {
        return Buffer.from(own);
      }
      const copy = createFileContent(own);
      copy.apply(changes);
      return copy.with([]);
    },
  };
}
