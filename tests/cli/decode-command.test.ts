import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bwip from 'bwip-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

describe('SCAN-1 fitbay label decode', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-decode-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function draw(bcid: string, text: string): Promise<string> {
    const path = join(folder, `${bcid}.png`);
    writeFileSync(path, await bwip.toBuffer({ bcid, text, scale: 4, padding: 12, backgroundcolor: 'ffffff' }));
    return path;
  }

  it.each([
    ['qrcode', 'EVP-359315075384726', 'QRCode'],
    ['datamatrix', 'tp:890123847562332', 'DataMatrix'],
    ['code128', 'ABC-123456789123456', 'Code128'],
    ['code39', 'WSM00000003111444', 'Code39'],
  ])('reads %s', async (bcid, text, symbology) => {
    const file = await draw(bcid, text);
    const ran = await fitbay('label', 'decode', file, '--json');
    expect([ran.status, jsonLines(ran)]).toEqual([
      0,
      [expect.objectContaining({ file, kind: 'decoded', symbology, text, ms: expect.any(Number) })],
    ]);
  });

  it('says so where there is nothing, with 2, and goes on with the next file', async () => {
    const text = join(folder, 'note.png');
    writeFileSync(text, 'no picture');
    const good = await draw('qrcode', 'EVP-359315075384726');
    const ran = await fitbay('label', 'decode', text, good, '--json');
    expect([ran.status, jsonLines(ran)]).toEqual([
      2,
      [
        { file: text, kind: 'nothing', reason: 'not-an-image', ms: expect.any(Number) },
        expect.objectContaining({ file: good, kind: 'decoded' }),
      ],
    ]);
  });

  it('a file that is not there is wrong usage', async () => {
    expect(await fitbay('label', 'decode', join(folder, 'none.png'), '--json')).toMatchObject({ status: 64, out: '' });
  });
});
