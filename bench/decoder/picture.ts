import type { Pixels, Symbology } from '#core/domain/scanning/image-code.ts';

/** One picture of one code, and what stands in it. */
export interface Picture {
  readonly name: string;
  readonly symbology: Symbology;
  /** Pictures taken under the same conditions share a name. */
  readonly series: string;
  readonly text: string;
  readonly source:
    | { readonly kind: 'file'; readonly file: Uint8Array; readonly pixels: Pixels }
    | { readonly kind: 'pixels'; readonly pixels: Pixels };
}
