import type { PortReader } from '../domain/scanning/reader.ts';

/**
 * Barcode readers that are serial ports (SCAN-1): exact bytes, no focus, no guessing by rhythm. Readers that are keyboards never come
 * through here; the page's guard hears those.
 */
export interface Readers {
  /**
   * Keeps this reader connected until the connection is closed: opens the port, hears codes, and after an unplug tries again for as long
   * as it takes. Nothing is ever written to a reader.
   */
  connect(reader: PortReader, listener: ReaderListener): ReaderConnection;
}

export interface ReaderListener {
  /** A code, or the rest of one. The text keeps AIM identifier and GS1 separator; line ends are off. */
  heard(scan: HeardScan): void;
  /** Called for every change, the first time with how the first try went. */
  changed(state: ReaderState): void;
}

export type HeardScan =
  | { readonly kind: 'code'; readonly text: string }
  /** Cut off or noise. Ask for another scan; the text is for the feed, never for the parser. */
  | { readonly kind: 'broken'; readonly text: string };

export type ReaderState =
  | { readonly kind: 'ready'; readonly port: string }
  /** `not-found`: unplugged. `failed`: for a reason that only the log knows. It is tried again all the same. */
  | {
      readonly kind: 'gone';
      readonly reason: 'not-found' | 'busy' | 'no-rights' | 'not-a-port' | 'failed';
      readonly detail: string;
    };

export interface ReaderConnection {
  /** Lets the port go. Resolves when another program could open it. */
  close(): Promise<void>;
}
