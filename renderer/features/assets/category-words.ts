import type { Asset } from '#core/domain/pairing/asset.ts';
import type { Texts } from '#core/texts/create-texts.ts';

/** What kind of vehicle it is, as it stands in the form. */
export function categoryWords(texts: Texts, category: Asset['category']): string {
  return texts.t(category === 'other' ? 'assets.category.other' : `pair.category.${category}`);
}
