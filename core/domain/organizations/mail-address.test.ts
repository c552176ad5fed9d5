import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailAddress } from './mail-address.ts';

describe('ORG-4 a mail address', () => {
  it.each([
    ['workshop@example.com', 'workshop@example.com'],
    ['Service.Nord@Example.COM', 'service.nord@example.com'],
    ['a+b@sub.example.com', 'a+b@sub.example.com'],
  ])('%s is taken as %s', (typed, kept) => {
    expect(mailAddress.parse(typed)).toBe(kept);
  });

  it.each([
    'workshop',
    'workshop@',
    '@example.com',
    'a@example',
    'a b@example.com',
    'a@example.com, b@example.com',
    'a@example.com;b@example.com',
    'Nord <a@example.com>',
    '"a"@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\n',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is none', (typed) => {
    expect(mailAddress.safeParse(typed).success).toBe(false);
  });

  it('never holds what could end a header or name a second recipient, whatever was typed', () => {
    const pieces = fc.constantFrom(
      'a',
      'Z',
      '.',
      '@',
      'example.com',
      '\r\n',
      'Bcc:',
      ' ',
      ',',
      ';',
      '<',
      '>',
      '"',
      '\u0000',
      'é',
    );
    const typed = fc.oneof(
      fc.emailAddress(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { data } = mailAddress.safeParse(text);
        expect(data ?? 'none@example.com').toMatch(/^[\w.'+-]+@[a-z0-9.-]+$/);
      }),
      { numRuns: 5_000 },
    );
  });
});
