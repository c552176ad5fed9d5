import type { Pixels } from '#core/domain/scanning/image-code.ts';

/** An image file turned into pixels. `broken`: its data contradict its format, or its header. */
export type OpenedImage = { readonly kind: 'opened'; readonly pixels: Pixels } | { readonly kind: 'broken' };
