import { describe, expect, it } from 'vitest';
import { chooseCode } from './choose-code.ts';
import type { FoundCode } from './image-code.ts';

const code = (text: string, identifier = ']C0'): FoundCode => ({ symbology: 'Code128', text, identifier });
const unit = code('EVP-359315075384726');
const vin = code('WSM00000003111444');
const sim = code('8949020000012345678');
const article = code('0104006381333931', ']C1');
const order = code('no label of ours');

describe('SCAN-1 SCAN-2 several codes on one label', () => {
  it.each([
    ['the unit among SIM, article and order number', [sim, article, order, unit], 'anything', unit],
    ['the unit even where a VIN stands first', [vin, unit], 'unit', unit],
    ['the VIN where the step waits for one', [unit, vin], 'vin', vin],
    ['the unit where the step waits for a VIN and there is none', [sim, unit], 'vin', unit],
    ['the VIN before a SIM number', [sim, vin], 'unit', vin],
    ['what is understood before what is not', [order, sim], 'unit', sim],
    ['the first of two units', [code('359315075384726'), unit], 'unit', code('359315075384726')],
    ['the only one, whatever it is', [order], 'unit', order],
  ] as const)('%s is the scan', (_, codes, awaiting, chosen) => {
    expect(chooseCode(codes, awaiting)).toEqual(chosen);
  });

  it('a serial in GS1 form counts as a unit', () => {
    const gs1 = code('21359315075384726', ']C1');
    expect(chooseCode([vin, gs1], 'unit')).toEqual(gs1);
  });
});
