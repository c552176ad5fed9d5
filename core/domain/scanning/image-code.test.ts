import { describe, expect, it } from 'vitest';
import { scanTextOfCode } from './image-code.ts';
import { parseLabel } from './parse-label.ts';

describe('SCAN-1 SCAN-2 a code of a picture goes to the one parser', () => {
  it.each([
    ['GS1-128', { symbology: 'Code128', identifier: ']C1', text: '21359315075384726' }],
    ['GS1 DataMatrix', { symbology: 'DataMatrix', identifier: ']d2', text: '21359315075384726' }],
    ['GS1 QR', { symbology: 'QRCode', identifier: ']Q3', text: '21359315075384726' }],
  ] as const)('%s keeps its identifier, so that its serial is understood', (_, code) => {
    expect(parseLabel(scanTextOfCode(code))).toMatchObject({ kind: 'label', fields: { serial: '359315075384726' } });
    expect(parseLabel(code.text)).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['Code 128', { symbology: 'Code128', identifier: ']C0', text: 'EVP-359315075384726' }],
    ['QR code', { symbology: 'QRCode', identifier: ']Q1', text: 'EVP-359315075384726' }],
    ['Code 39', { symbology: 'Code39', identifier: ']A0', text: 'EVP-359315075384726' }],
  ] as const)('a plain %s is its text', (_, code) => {
    expect(scanTextOfCode(code)).toBe(code.text);
  });
});
