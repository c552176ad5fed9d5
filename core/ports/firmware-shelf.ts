import type { KeptFirmware } from '../domain/installation/firmware-manifest.ts';

/** The firmware files of a station (INST-5). It keeps bytes and does not judge them: whoever uses an image checks its hash, each time. */
export interface FirmwareShelf {
  /** In no particular order. What cannot be read as a kept firmware is left out. */
  list(): Promise<readonly KeptFirmware[]>;
  /** The image as it lies there now, which may not be the one that was kept; null where it is gone. */
  image(sha256: string): Promise<Uint8Array | null>;
  /** Resolves when both are on disk to stay. One that is there already is replaced. */
  keep(firmware: KeptFirmware, image: Uint8Array): Promise<ShelfKeeping>;
  remove(sha256: string): Promise<void>;
}

export type ShelfKeeping = { readonly kind: 'kept' } | { readonly kind: 'failed'; readonly why: string };
