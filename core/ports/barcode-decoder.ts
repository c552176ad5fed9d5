import type { Decoded, Pixels } from '../domain/scanning/image-code.ts';

export interface DecodeOptions {
  /** `quick`: one look, for frames of a camera, where the next frame comes anyway. `thorough` (usual): every look there is. */
  readonly effort?: 'quick' | 'thorough';
  /** With `quick`: which picture of a film this is. Each has one further look, so that a still label had all of them within two seconds. */
  readonly frame?: number;
  /** `first` (usual) ends with the first code; `all` also finds the others on the same label, up to 16. */
  readonly codes?: 'first' | 'all';
  /** No further look is begun after this; 10,000 unless told. One look takes well under a second on the largest picture. */
  readonly timeLimitMs?: number;
}

/** Reads QR, Data Matrix, Code 128 and Code 39 out of pictures (SCAN-1). It decides nothing about the meaning: that is the label parser's. */
export interface BarcodeDecoder {
  /** Never rejects for what a picture shows or lacks, or for an engine that does not start: those are kinds and reasons of `Decoded`. */
  decode(image: Pixels, options?: DecodeOptions): Promise<Decoded>;
}
