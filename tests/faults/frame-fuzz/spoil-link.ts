import type { ByteLink } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import { latin1Text } from '#core/protocol/latin1.ts';
import type { Spoiler } from './create-spoiler.ts';
import type { Exchange } from './fuzz-family.ts';

/** A link whose other end sends whole frames, each of which passes the spoiler; and the record of both sides. */
export interface SpoiledLink {
  readonly link: ByteLink;
  conversation(): readonly Exchange[];
}

export function spoilLink(
  link: ByteLink,
  { spoiler, clock }: { readonly spoiler: Spoiler; readonly clock: Clock },
): SpoiledLink {
  const exchanges: { asked: string; sent: string; heard: string }[] = [{ asked: '', sent: '', heard: '' }];
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let freeAtMs = 0;
  const hand = (bytes: Uint8Array) => {
    const now = exchanges.at(-1);
    if (now !== undefined) {
      now.heard += latin1Text(bytes);
    }
    for (const listener of listeners) {
      listener(bytes);
    }
  };
  link.onBytes((frame) => {
    const now = exchanges.at(-1);
    if (now !== undefined) {
      now.sent += latin1Text(frame);
    }
    for (const { bytes, afterMs } of spoiler.spoil(frame)) {
      // Bytes never overtake each other on a cable.
      freeAtMs = Math.max(freeAtMs, clock.monotonicMs()) + afterMs;
      if (freeAtMs > clock.monotonicMs()) {
        void clock.sleep(freeAtMs - clock.monotonicMs()).then(() => hand(bytes));
      } else {
        hand(bytes);
      }
    }
  });
  return {
    conversation: () => exchanges,
    link: {
      ...link,
      write(bytes) {
        exchanges.push({ asked: latin1Text(bytes), sent: '', heard: '' });
        return link.write(bytes);
      },
      onBytes(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
  };
}
