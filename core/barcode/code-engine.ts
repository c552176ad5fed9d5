import type { EngineName, FoundCode } from '../domain/scanning/image-code.ts';
import type { GreyImage } from './grey-image.ts';

/** How an engine looks at one picture. */
export interface Look {
  /** `local`: every neighbourhood has its own threshold between dark and light; `global`: one for all, better where noise is even. */
  readonly threshold: 'local' | 'global';
  /** The engine may stop at this many codes. */
  readonly maxCodes: number;
}

/** `cannot-start`: not in this environment, now or later. `failed`: broke on this picture; the next one may fare better. */
export type EngineReading =
  | { readonly kind: 'read'; readonly codes: readonly FoundCode[] }
  | { readonly kind: 'cannot-start'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** One library that reads codes, behind what the decoder needs of it. Looks once; trying in other ways is the decoder's work. */
export interface CodeEngine {
  readonly name: EngineName;
  read(image: GreyImage, look: Look): Promise<EngineReading>;
}
