import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretSeal } from './secret-seal.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fitbay-seal-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('INST-7 secrets that the station must keep', () => {
  it('come back as they were, also after a restart, and never twice in the same letters', () => {
    const before = createSecretSeal({ directory });
    const after = createSecretSeal({ directory });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        const sealed = before.seal(secret);
        expect(after.open(sealed)).toBe(secret);
        expect(before.seal(secret)).not.toBe(sealed);
        expect(secret.length > 3 && sealed.includes(secret)).toBe(false);
      }),
    );
  });

  it('cannot be opened with another key, cut, changed, or made up', () => {
    const seal = createSecretSeal({ directory });
    const sealed = seal.seal('demo-apn-secret');
    const elsewhere = mkdtempSync(join(tmpdir(), 'fitbay-seal-'));
    expect(createSecretSeal({ directory: elsewhere }).open(sealed)).toBeNull();
    rmSync(elsewhere, { recursive: true });
    const bytes = Buffer.from(sealed.slice('sealed:1:'.length), 'base64');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(`sealed:1:${changed.toString('base64')}`)).toBeNull();
      expect(seal.open(`sealed:1:${bytes.subarray(0, at).toString('base64')}`)).toBeNull();
    }
    expect(seal.open('demo-apn-secret')).toBeNull();
  });

  it('keeps its key for the station’s user only', () => {
    createSecretSeal({ directory });
    const path = join(directory, 'secret.key');
    expect(readFileSync(path)).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
