import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseElementString } from '#core/domain/scanning/forms/gs1-element-string.ts';
import { type FoundCode, scanTextOfCode } from '#core/domain/scanning/image-code.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { LabelFields, ParsedLabel } from '#core/domain/scanning/parsed-label.ts';
import { createImageFileDecoder } from '#electron/adapters/barcode/create-image-file-decoder.ts';
import { needProgram } from '#sim/testing/installed-program.ts';
import { seedOfRun } from '../faults/seed-of-run.ts';
import { gs1Lists, writeInBrackets } from './testing/gs1-lists.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

/**
 * Symbols drawn by zint, which knows the GS1 General Specifications by itself: what it encodes, with separators where it thinks they
 * belong, is what our decoder and parser must give back.
 */
const symbols = [
  { name: 'GS1-128', number: '16', identifier: ']C1', mostCharacters: 40 },
  { name: 'GS1 DataMatrix', number: '71', identifier: ']d2', mostCharacters: 200 },
  { name: 'GS1 QR', number: '58', identifier: ']Q3', mostCharacters: 200 },
] as const;
const seed = seedOfRun();
const listsPerSymbology = 25;

const decoder = createImageFileDecoder();
/** Large and with the quiet zone that zint leaves out by itself: the reserve needs both. */
const easyLook = ['--scale=4', '--quietzones'];
const withoutEngine = createImageFileDecoder({ loadWasm: async () => Promise.reject(new Error('no WebAssembly')) });

const labels: readonly (readonly [data: string, fields: LabelFields])[] = [
  ['[01]09504000059101[21]359315075384726', { gtin: '09504000059101', serial: '359315075384726' }],
  ['[01]09504000059101[10]LOT7[21]359315075384726', { gtin: '09504000059101', serial: '359315075384726' }],
  ['[21]359315075384726[10]LOT7', { serial: '359315075384726' }],
  ['[21]359315075384726', { serial: '359315075384726' }],
  ['[8002]359315075384726', { imei: '359315075384726' }],
  ['[01]09504000059101[17]261231[10]A', { gtin: '09504000059101' }],
];

/** zint refuses data that break the standard, and then so does this. */
function draw(number: string, data: string, look: readonly string[] = ['--scale=2']): Uint8Array {
  const gs1 = data.startsWith('[') ? ['--gs1'] : [];
  const drawn = spawnSync('zint', ['-b', number, ...gs1, '-d', data, ...look, '--direct', '--filetype=PNG']);
  if (drawn.status !== 0 || drawn.stdout.length === 0) {
    throw new Error(`zint does not draw ${data}: ${drawn.stderr}`);
  }
  return new Uint8Array(drawn.stdout);
}

async function read(file: Uint8Array): Promise<FoundCode> {
  const decoded = await decoder.decodeFile(file);
  if (decoded.kind === 'nothing') {
    throw new Error(`nothing read: ${decoded.reason}`);
  }
  return decoded;
}

const fieldsOf = (parsed: ParsedLabel) => (parsed.kind === 'label' ? parsed.fields : parsed);

describe.each(symbols)('SCAN-2 $name drawn by zint', ({ number, identifier, mostCharacters }) => {
  it.for(labels)('%s gives its fields', async ([data, fields], context) => {
    needProgram(context, 'zint', '--help');
    const code = await read(draw(number, data));
    expect(code.identifier).toBe(identifier);
    expect(fieldsOf(parseLabel(scanTextOfCode(code)))).toEqual(fields);
  });

  it(`${listsPerSymbology} made-up lists of elements come back as they were (seed ${seed})`, async (context) => {
    needProgram(context, 'zint', '--help');
    for (const elements of gs1Lists(seed, { count: listsPerSymbology, mostCharacters })) {
      const { text } = await read(draw(number, writeInBrackets(elements)));
      expect(parseElementString(text), writeInBrackets(elements)).toEqual({ kind: 'elements', elements });
    }
  });

  it('SCAN-3 without the engine it gives the same fields, or none: never another unit', async (context) => {
    needProgram(context, 'zint', '--help');
    let isReadAtAll = false;
    for (const [data, fields] of labels) {
      const decoded = await withoutEngine.decodeFile(draw(number, data, easyLook));
      const parsed = decoded.kind === 'decoded' ? parseLabel(scanTextOfCode(decoded)) : null;
      isReadAtAll ||= parsed?.kind === 'label';
      expect(parsed?.kind === 'label' ? parsed.fields : fields, data).toEqual(fields);
    }
    expect(isReadAtAll).toBe(true);
  });
});

describe('SCAN-2 other symbols drawn by zint', () => {
  it.for([
    ['a GS1 Digital Link in a QR', '58', 'https://id.gs1.org/01/09504000059101/21/359315075384726?17=261231'],
    [
      'a link with its parts in another order',
      '58',
      'https://example.com/a/gtin/09504000059101/10/L7/21/359315075384726',
    ],
    ['a link in a Data Matrix', '71', 'https://id.gs1.org/01/09504000059101/21/359315075384726'],
  ] as const)('%s', async ([, number, link], context) => {
    needProgram(context, 'zint', '--help');
    const code = await read(draw(number, link));
    expect(fieldsOf(parseLabel(scanTextOfCode(code)))).toEqual({ gtin: '09504000059101', serial: '359315075384726' });
  });

  it.for([
    ['QR', '58'],
    ['Data Matrix', '71'],
    ['Code 128', '20'],
    ['Code 39', '8'],
  ] as const)('a unit label as %s', async ([, number], context) => {
    needProgram(context, 'zint', '--help');
    const code = await read(draw(number, 'EVP-359315075384726'));
    expect(fieldsOf(parseLabel(scanTextOfCode(code)))).toMatchObject({ prefix: 'EVP', serial: '359315075384726' });
  });
});

describe('SCAN-2 fitbay label decode and label parse', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-zint-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('pass a GS1 symbol of each kind on to its serial', async (context) => {
    needProgram(context, 'zint', '--help');
    const files = symbols.map(({ name, number }) => {
      const file = join(folder, `${name}.png`);
      writeFileSync(file, draw(number, '[01]09504000059101[10]LOT7[21]359315075384726'));
      return file;
    });
    const decoded = jsonLines(await fitbay('label', 'decode', ...files, '--json'));
    expect(decoded).toEqual(
      files.map((file) => expect.objectContaining({ file, text: '010950400005910110LOT7\u001d21359315075384726' })),
    );
    const parsed = jsonLines(
      await fitbay('label', 'parse', ']d2010950400005910110LOT7\u001d21359315075384726', '--json'),
    );
    expect(parsed).toEqual([expect.objectContaining({ kind: 'label', fields: labels[0]?.[1] })]);
  });
});
