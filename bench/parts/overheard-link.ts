import type { ByteLink } from '#core/ports/byte-link.ts';

/** What a host said, each with how many bytes came until it spoke again. */
export type Conversation = readonly { readonly said: Uint8Array; readonly heardBytes: number }[];

export interface Overheard {
  readonly conversation: Conversation;
  /** Between the last byte that came and the next one said, or the end: what the host itself took. */
  readonly ownMs: number;
}

/** Listens to what goes over a link until `end` is called. */
export function overhear(link: ByteLink): { readonly link: ByteLink; end(): Overheard } {
  const exchanges: { said: Uint8Array; heardBytes: number }[] = [];
  let ownMs = 0;
  let heardMs: number | null = null;
  const countOwn = () => {
    ownMs += heardMs === null ? 0 : performance.now() - heardMs;
    heardMs = null;
  };
  const unlisten = link.onBytes((bytes) => {
    heardMs = performance.now();
    const now = exchanges.at(-1);
    if (now !== undefined) {
      now.heardBytes += bytes.length;
    }
  });
  return {
    link: {
      ...link,
      write(bytes) {
        countOwn();
        exchanges.push({ said: bytes, heardBytes: 0 });
        return link.write(bytes);
      },
    },
    end() {
      unlisten();
      countOwn();
      return { conversation: exchanges, ownMs };
    },
  };
}

export function bytesOf(conversation: Conversation): number {
  return conversation.reduce((sum, { said, heardBytes }) => sum + said.length + heardBytes, 0);
}
