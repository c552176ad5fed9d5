import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePhoto } from './judge-photo.ts';
import { photoHashes, photoLimits } from './photo.ts';
import { bytes, joined, samplePhoto, segment, text } from './testing/sample-photo.ts';

const codeOf = (file: Uint8Array): string => {
  const judged = judgePhoto(file);
  return judged.kind === 'photo' ? 'photo' : judged.code;
};

describe('JOB-7 what is taken as a photo', () => {
  it('is a JPEG with its size in pixels', () => {
    expect(judgePhoto(samplePhoto({ width: 1_600, height: 901 }))).toEqual({
      kind: 'photo',
      width: 1_600,
      height: 901,
    });
  });

  const profile = segment(0xe2, joined([text('ICC_PROFILE\0'), bytes(1, 1), text('sRGB')]));
  it.each<[string, Uint8Array, string]>([
    ['a photo', samplePhoto(), 'photo'],
    ['one with its colours described', samplePhoto({ beside: [profile] }), 'photo'],
    ['one that is as large as may be', samplePhoto({ width: 1, height: photoLimits.side }), 'photo'],
    ['too wide', samplePhoto({ width: photoLimits.side + 1 }), 'PHOTO_TOO_LARGE'],
    ['too high', samplePhoto({ height: photoLimits.side + 1 }), 'PHOTO_TOO_LARGE'],
    ['too many bytes', samplePhoto({ shows: 'x'.repeat(photoLimits.bytes) }), 'PHOTO_TOO_LARGE'],
    ['no pixels', samplePhoto({ width: 0 }), 'PHOTO_NOT_JPEG'],
    ['position and camera (Exif)', samplePhoto({ beside: [segment(0xe1, text('Exif\0\0GPS'))] }), 'PHOTO_HOLDS_MORE'],
    ['words (XMP)', samplePhoto({ beside: [segment(0xe1, text('http://ns.adobe.com/xap'))] }), 'PHOTO_HOLDS_MORE'],
    ['a comment', samplePhoto({ beside: [segment(0xfe, text('<script>'))] }), 'PHOTO_HOLDS_MORE'],
    ['a second small picture', samplePhoto({ beside: [segment(0xe0, text('JFXX\0picture'))] }), 'PHOTO_HOLDS_MORE'],
    ['something of another maker', samplePhoto({ beside: [segment(0xe2, text('MPF\0pictures'))] }), 'PHOTO_HOLDS_MORE'],
    ['a page after its end', samplePhoto({ after: text('<html>') }), 'PHOTO_HOLDS_MORE'],
    ['one byte after its end', samplePhoto({ after: bytes(0) }), 'PHOTO_HOLDS_MORE'],
    ['nothing', bytes(), 'PHOTO_NOT_JPEG'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'PHOTO_NOT_JPEG'],
    ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'PHOTO_NOT_JPEG'],
    ['an SVG that begins as a JPEG', joined([bytes(0xff, 0xd8), text('<svg/>')]), 'PHOTO_NOT_JPEG'],
    ['a beginning alone', samplePhoto().subarray(0, 40), 'PHOTO_NOT_JPEG'],
    ['cut in the picture', samplePhoto().subarray(0, -4), 'PHOTO_NOT_JPEG'],
    ['no picture before its end', bytes(0xff, 0xd8, 0xff, 0xd9), 'PHOTO_NOT_JPEG'],
    ['a segment longer than the file', joined([bytes(0xff, 0xd8, 0xff, 0xdb, 0xff, 0xff)]), 'PHOTO_NOT_JPEG'],
  ])('%s', (_what, file, code) => {
    expect(codeOf(file)).toBe(code);
  });

  it('is never a photo that lost its end, wherever that is', () => {
    const whole = samplePhoto();
    for (let length = 0; length < whole.length; length += 1) {
      expect(codeOf(whole.subarray(0, length)), `${length} bytes`).not.toBe('photo');
    }
  });

  it('ends with an answer for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(150), (noise, at) => {
        const file = Uint8Array.from(samplePhoto());
        file.set(noise.subarray(0, Math.max(0, file.length - at)), at);
        expect(['photo', 'refused']).toContain(judgePhoto(file).kind);
      }),
    );
  });
});

describe('JOB-7 photos that are named together', () => {
  const hash = (digit: string) => digit.repeat(64);
  it.each<[string, readonly string[], boolean]>([
    ['four', ['1', '2', '3', '4'].map(hash), true],
    ['five', ['1', '2', '3', '4', '5'].map(hash), false],
    ['none', [], false],
    ['one twice', [hash('a'), hash('a')], false],
    ['what is no hash', ['../../etc/passwd'], false],
    ['capitals', [hash('A')], false],
  ])('%s', (_what, hashes, isTaken) => {
    expect(photoHashes.safeParse(hashes).success).toBe(isTaken);
  });
});
