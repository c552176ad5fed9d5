import type { ByteLink } from '#core/ports/byte-link.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';

/** Sabotage: whatever arrives in one piece is taken for a whole line, so a cut answer looks like one that ended. */
export function mendsCutLines(link: ByteLink): ByteLink {
  return {
    ...link,
    onBytes: (listener) =>
      link.onBytes((bytes) => {
        const text = latin1Text(bytes);
        listener(/[\r\n]$/.test(text) ? bytes : latin1Bytes(`${text}\r\n`));
      }),
  };
}

/** Sabotage: a question that was answered before is not asked again; the reading that was to confirm another is the same one. */
export function readsOnce(link: ByteLink): ByteLink {
  const answers = new Map<string, string>();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let asked = '';
  const tell = (bytes: Uint8Array) => {
    for (const listener of listeners) {
      listener(bytes);
    }
  };
  link.onBytes((bytes) => {
    answers.set(asked, (answers.get(asked) ?? '') + latin1Text(bytes));
    tell(bytes);
  });
  return {
    ...link,
    async write(bytes) {
      asked = latin1Text(bytes);
      const known = answers.get(asked);
      if (known === undefined) {
        return link.write(bytes);
      }
      setImmediate(() => tell(latin1Bytes(known)));
      return { kind: 'written' };
    },
    onBytes(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
