import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvitationLink } from './invitation-link.ts';

const id = 'i7Zk_x-0';

describe('ORG-4 a link as somebody pastes it', () => {
  it.each([
    `fitbay://workshop/${id}`,
    `FITBAY://workshop/${id}/`,
    `https://centre.example.com/workshop/${id}`,
    `http://127.0.0.1:8080/workshop/${id}`,
    `https://example.com/fitbay/workshop/${id}`,
    `  ${id}\n`,
  ])('%s', (text) => {
    expect(readInvitationLink(text)).toEqual({ kind: 'link', id });
  });

  it.each([
    '',
    'fitbay://job/7',
    'fitbay://workshop/',
    'fitbay://workshop/a/b',
    'https://example.com/other/7',
    'two words',
    'javascript:alert(1)',
    `fitbay://workshop/${'a'.repeat(65)}`,
  ])('%j is none', (text) => {
    expect(readInvitationLink(text)).toEqual({ kind: 'not-a-link' });
  });

  it('leads to nothing but a plain id, whatever was pasted', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((tail) => `fitbay://workshop/${tail}`),
        ),
        (text) => {
          const link = readInvitationLink(text);
          expect(link.kind === 'link' ? link.id : 'none').toMatch(/^[A-Za-z0-9][\w-]{0,63}$/);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
