import { describe, expect, it } from 'vitest';
import { type AssetWish, judgeAssetWish } from './asset-exchange.ts';

const wish = (said: Partial<AssetWish>): AssetWish => ({
  category: 'trailer',
  type: null,
  plate: null,
  vin: null,
  code: null,
  ...said,
});

describe('UNIT-2 what can be kept of an asset', () => {
  it.each([
    ['a plate', wish({ plate: 'KL 99' }), []],
    ['a code with leading zeros', wish({ code: '00042' }), []],
    ['a name of another script and a picture', wish({ code: 'שלום 🚚' }), []],
    ['nothing to call it by', wish({ type: 'Curtain' }), ['ASSET_NAMELESS']],
    ['a plate that turns the words beside it round', wish({ plate: '\u202eLK 99' }), ['ASSET_UNSEEN']],
    ['a code that nobody sees', wish({ code: '\u200b' }), ['ASSET_UNSEEN']],
    ['a type that ends a text', wish({ plate: 'KL 99', type: 'a\u0000b' }), ['ASSET_UNSEEN']],
    ['no VIN', wish({ vin: 'WSM' }), ['ASSET_VIN_BAD']],
    ['a VIN of signs', wish({ vin: '\u202eWSM00000003111444' }), ['ASSET_VIN_BAD']],
  ])('%s', (_what, asked, codes) => {
    const judged = judgeAssetWish(asked);
    expect(judged.kind === 'unfit' ? judged.codes : []).toEqual(codes);
  });

  it('keeps the VIN in the spelling in which VINs are compared', () => {
    expect(judgeAssetWish(wish({ vin: 'wsm-000000 03111444' }))).toMatchObject({ wish: { vin: 'WSM00000003111444' } });
  });
});
