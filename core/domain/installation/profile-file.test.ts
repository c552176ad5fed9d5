import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import { profileFileLimit, readProfileFile, writeProfileFile } from './profile-file.ts';
import type { ProfileTemplate } from './profile-template.ts';
import { sampleProfile } from './testing/sample-profile.ts';

const base = sampleProfile({
  id: 'base',
  organizationId: 'fleet',
  values: { apn: 'a.example.com', apnPassword: 'apn' },
});
const top = sampleProfile({ id: 'top', organizationId: 'fleet', baseId: 'base', values: { serverPort: '7710' } });
const text = writeProfileFile([base, top]);

/** A file with a right checksum, whatever stands in it: what somebody would make who knows the format. */
function forged(levels: readonly unknown[]): string {
  const checksum = sha256Hex(canonicalJson(levels));
  return JSON.stringify({ format: 'fitbay-profile', version: 1, profiles: levels, checksum });
}
const withEntry = (entry: object): ProfileTemplate => ({ ...base, entries: [entry as never] });

describe('INST-3 a profile as a file', () => {
  it('comes back as it was, with all that it inherits', () => {
    expect(readProfileFile(text)).toMatchObject({
      kind: 'profile',
      levels: [base, top],
      profile: { name: 'top', values: [{ key: 'apn' }, { key: 'apnPassword', secret: true }, { key: 'serverPort' }] },
    });
  });

  it('INST-7 has the name of a secret and nothing that could be its value', () => {
    expect(text).toContain('"secret": "apn"');
    expect(readProfileFile(forged([withEntry({ kind: 'value', key: 'apnPassword', value: 'x' })]))).toEqual({
      kind: 'holds-secret',
    });
  });

  it.each([
    ['another file', '{"format":"fitbay-configuration-backup","version":1}', 'no-profile'],
    ['no JSON', '%PDF-1.7', 'no-profile'],
    ['nothing', '', 'no-profile'],
    ['one that is too long', ' '.repeat(profileFileLimit + 1), 'no-profile'],
    ['a newer one', '{"format":"fitbay-profile","version":2,"profiles":[]}', 'newer-format'],
    ['one that was edited', text.replace('a.example.com', 'b.example.com'), 'changed'],
    ['one whose base is missing', forged([top]), 'broken-chain'],
    ['one in the wrong order', forged([top, base]), 'broken-chain'],
    [
      'one with a profile that nobody is derived from',
      forged([
        { ...base, id: 'other' },
        { ...top, baseId: null },
      ]),
      'broken-chain',
    ],
    ['one that is derived from itself', forged([{ ...base, baseId: 'base' }]), 'broken-chain'],
    [
      'one with a value out of its limits',
      forged([withEntry({ kind: 'value', key: 'serverPort', value: '0' })]),
      'bad-value',
    ],
    ['one with an unknown key', forged([withEntry({ kind: 'value', key: 'warp', value: '0' })]), 'bad-value'],
  ] as const)('%s is refused: %3$s', (_what, content, kind) => {
    expect(readProfileFile(content).kind).toBe(kind);
  });

  it('notices every change of a byte', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (place, character) => {
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        const reading = readProfileFile(changed);
        // Blanks between the parts mean nothing in JSON.
        expect(reading.kind !== 'profile' || canonicalJson(reading.levels) === canonicalJson([base, top])).toBe(true);
      }),
    );
  });
});
