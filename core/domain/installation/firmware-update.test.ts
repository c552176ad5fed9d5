import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../kernel/sha256.ts';
import { checkFirmwareImage, type FirmwareManifest, readFirmwareManifest } from './firmware-manifest.ts';
import { type FirmwareQuestion, firmwareDirection, firmwareObstacles } from './firmware-update.ts';

const image = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
const manifest: FirmwareManifest = {
  format: 'fitbay-firmware',
  version: 1,
  model: 'BU-1',
  firmware: '03.28.00',
  file: 'bu1-03.28.00.bin',
  size: 300,
  sha256: sha256Hex(image),
};
const question: FirmwareQuestion = {
  unit: { model: 'BU-1', firmware: '03.26.04' },
  manifest,
  isImageIntact: true,
  minimumSupplyMillivolts: 11_000,
  supplyMillivolts: 24_600,
  isForced: false,
};
const codesOf = (change: Partial<FirmwareQuestion>) =>
  firmwareObstacles({ ...question, ...change }).map(({ code }) => code);

describe('INST-5 how two versions stand to each other', () => {
  it.each([
    ['03.26.04', '03.28.00', 'newer'],
    ['03.28.00', '03.26.04', 'older'],
    ['03.28.00', '03.28.00', 'same'],
    ['03.28', '03.28.00', 'same'],
    ['03.28.00.Rev.01', '03.28.00', 'older'],
    ['9', '10', 'newer'],
    ['unknown', '10', 'unknown'],
  ])('from %s to %s is %s', (from, to, direction) => {
    expect(firmwareDirection(from, to)).toBe(direction);
  });
});

describe('INST-5 what stands against an update', () => {
  it('nothing, where file, model, version and supply are right', () => {
    expect(firmwareObstacles(question)).toEqual([]);
  });

  it.each<[string, Partial<FirmwareQuestion>, readonly string[]]>([
    ['a family that takes none here', { minimumSupplyMillivolts: null }, ['not-supported']],
    ['a damaged file', { isImageIntact: false }, ['image-damaged']],
    ['another model', { unit: { model: 'BU-2', firmware: '03.26.04' } }, ['other-model']],
    ['another spelling of the model', { unit: { model: 'bu-1', firmware: '03.26.04' } }, ['other-model']],
    ['the version that it has', { unit: { model: 'BU-1', firmware: '03.28.00' } }, ['same-version']],
    ['an older version', { unit: { model: 'BU-1', firmware: '03.29.00' } }, ['older-version']],
    ['a version without numbers', { unit: { model: 'BU-1', firmware: 'beta' } }, ['version-unknown']],
    ['too little supply', { supplyMillivolts: 10_999 }, ['supply-low']],
    ['the limit itself is enough', { supplyMillivolts: 11_000 }, []],
    ['a supply that the unit does not tell', { supplyMillivolts: null }, ['supply-unknown']],
    [
      'everything at once',
      { isImageIntact: false, unit: { model: 'X', firmware: '04' }, supplyMillivolts: 0 },
      ['image-damaged', 'other-model', 'older-version', 'supply-low'],
    ],
  ])('%s', (_name, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });

  it('a person may force the same or an older version, and nothing else', () => {
    expect(codesOf({ isForced: true, unit: { model: 'BU-1', firmware: '03.28.00' } })).toEqual([]);
    expect(codesOf({ isForced: true, unit: { model: 'BU-1', firmware: '03.29.00' } })).toEqual([]);
    const wrong = { isImageIntact: false, unit: { model: 'BU-2', firmware: '1' }, supplyMillivolts: 1 };
    expect(codesOf({ ...wrong, isForced: true })).toEqual(['image-damaged', 'other-model', 'supply-low']);
  });

  it('names what it compared', () => {
    expect(firmwareObstacles({ ...question, unit: { model: 'BU-1', firmware: '03.29.00' } })).toEqual([
      { code: 'older-version', detail: { from: '03.29.00', to: '03.28.00' } },
    ]);
  });
});

describe('INST-5 a manifest is data and not believed', () => {
  const text = (change: object) => JSON.stringify({ ...manifest, ...change });

  it('is read back as it was written', () => {
    expect(readFirmwareManifest(text({ notes: 'Fewer restarts' }))).toEqual({
      kind: 'manifest',
      manifest: { ...manifest, notes: 'Fewer restarts' },
    });
  });

  it.each([
    ['no JSON', 'firmware'],
    ['another format', text({ format: 'other' })],
    ['a path for a name', text({ file: '../bu1.bin' })],
    ['a hidden name', text({ file: '.bin' })],
    ['no number in the version', text({ firmware: 'beta' })],
    ['a hash that is none', text({ sha256: 'A'.repeat(64) })],
    ['nothing in it', text({ size: 0 })],
    ['too much in it', text({ size: 3_000_001 })],
    ['more than it should say', text({ colour: 'red' })],
    ['too long', text({ notes: ' '.repeat(30_000) })],
  ])('%s is refused', (_name, given) => {
    expect(readFirmwareManifest(given).kind).toBe('no-manifest');
  });

  it('says that a newer Fitbay is needed', () => {
    expect(readFirmwareManifest(text({ version: 2 })).kind).toBe('newer-format');
  });

  it('an image is the very one or not', () => {
    expect(checkFirmwareImage(manifest, image)).toBe('intact');
    expect(checkFirmwareImage(manifest, image.subarray(1))).toBe('wrong-size');
    expect(checkFirmwareImage(manifest, image.with(7, 8))).toBe('wrong-hash');
  });
});
