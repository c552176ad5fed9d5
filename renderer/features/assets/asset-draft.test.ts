import { describe, expect, it } from 'vitest';
import { draftOfAsset, readAssetDraft, tooLong, wishOf } from './asset-draft.ts';

const typed = { ...draftOfAsset(null, null).fields, code: '00042' };

describe('UNIT-2 what is typed of an asset', () => {
  it('is sent as one line of words, and what is blank as nothing', () => {
    expect(wishOf({ ...typed, plate: '\tKL \n 99 ', type: '  ' })).toEqual({
      category: 'trailer',
      plate: 'KL 99',
      code: '00042',
      type: null,
      vin: null,
    });
  });

  it('is told to be too long, and never cut', () => {
    expect(tooLong('W'.repeat(60))).toBe(null);
    expect(tooLong('W'.repeat(61))).toBe(61);
    expect(tooLong(`  ${'W'.repeat(60)}\t`)).toBe(null);
    expect(wishOf({ ...typed, plate: 'W'.repeat(80) }).plate).toHaveLength(80);
  });

  it('comes back as it was kept, and nothing else does', () => {
    const draft = { version: 3, fields: typed };
    expect(readAssetDraft(JSON.stringify(draft))).toEqual(draft);
    expect(readAssetDraft('{"version":3}')).toBe(null);
    expect(readAssetDraft('{')).toBe(null);
  });
});
