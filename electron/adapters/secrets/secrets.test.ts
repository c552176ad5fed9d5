import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationId } from '#core/kernel/entity-ids.ts';
import { createCheckpointSigner, verifiesWithKey } from './checkpoint-signer.ts';
import { createPinVerifier, makePinVerifier } from './pin-verifier.ts';

describe('STA-1 PIN verifier', () => {
  const verifier = createPinVerifier();

  it('takes the right PIN and no other', async () => {
    const stored = await makePinVerifier('4711', { cost: 1024 });
    expect(await verifier.matches('4711', stored)).toBe(true);
    for (const wrong of ['4712', '04711', '471', '', '4711 ']) {
      expect(await verifier.matches(wrong, stored)).toBe(false);
    }
  });

  it('is salted and slow by default', async () => {
    const started = performance.now();
    const stored = await makePinVerifier('4711');
    expect(performance.now() - started).toBeGreaterThan(40);
    expect(stored).toMatchObject({ algorithm: 'scrypt', cost: 32_768, blockSize: 8, parallelization: 3 });
    expect((await makePinVerifier('4711', { cost: 1024 })).derived).not.toBe(
      (await makePinVerifier('4711', { cost: 1024 })).derived,
    );
    expect(JSON.stringify(stored)).not.toContain('4711');
  });

  it('agrees with the first test vector of RFC 7914 chapter 12 that has a salt', async () => {
    const stored = {
      algorithm: 'scrypt',
      cost: 1024,
      blockSize: 8,
      parallelization: 16,
      salt: Buffer.from('NaCl').toString('base64'),
      derived: Buffer.from(
        'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
        'hex',
      ).toString('base64'),
    } as const;
    expect(await verifier.matches('password', stored)).toBe(true);
  });
});

describe('REP-1 checkpoint signer', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fitbay-key-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const statement = { stationId: stationId.parse('bench-3'), generation: 1, size: 42, head: 'ab'.repeat(32) };

  it('signs so that anybody with the public key can check it', () => {
    const signer = createCheckpointSigner({ directory });
    const checkpoint = signer.sign(statement);
    expect(signer.verifies(checkpoint)).toBe(true);
    const publicKey = createPublicKey({
      key: Buffer.from(signer.publicKeySpki, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const text = `{"generation":1,"head":"${statement.head}","size":42,"stationId":"bench-3"}`;
    expect(verify(null, Buffer.from(text), publicKey, Buffer.from(checkpoint.signature, 'base64'))).toBe(true);
  });

  it.each([
    ['another length', { size: 41 }],
    ['another head', { head: 'ac'.repeat(32) }],
    ['another generation', { generation: 2 }],
    ['another station', { stationId: stationId.parse('bench-4') }],
    ['a signature of nothing', { signature: '' }],
  ])('refuses a checkpoint with %s', (_what, change) => {
    const signer = createCheckpointSigner({ directory });
    expect(signer.verifies({ ...signer.sign(statement), ...change })).toBe(false);
  });

  it('keeps its key over restarts, for its own user only', () => {
    const first = createCheckpointSigner({ directory });
    const file = join(directory, 'station-key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    const second = createCheckpointSigner({ directory });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(second.publicKeySpki).toBe(first.publicKeySpki);
    expect(second.verifies(first.sign(statement))).toBe(true);
  });

  it('P21 keeps the longest statement of a chain beside the key, over restarts and shorter ones', () => {
    const first = createCheckpointSigner({ directory });
    const longest = first.sign(statement);
    first.keep(longest);
    const signer = createCheckpointSigner({ directory });
    signer.keep(signer.sign({ ...statement, size: 41, head: 'cd'.repeat(32) }));
    signer.sign({ ...statement, size: 43 });
    expect(signer.lastKept(statement)).toEqual(longest);
    expect(signer.lastKept({ ...statement, generation: 2 })).toBeNull();
    expect(signer.lastKept({ ...statement, stationId: stationId.parse('bench-4') })).toBeNull();
    writeFileSync(join(directory, 'audit-head.json'), '{"size":');
    expect(signer.lastKept(statement)).toBeNull();
  });

  it('does not replace a damaged key', () => {
    const file = join(directory, 'station-key.pem');
    writeFileSync(file, 'not a key');
    expect(() => createCheckpointSigner({ directory })).toThrow();
    expect(readFileSync(file, 'utf8')).toBe('not a key');
  });
});

describe('REP-1 a public key from a file', () => {
  it.each(['', 'rubbish', 'YWJj', '§'])('that is none (%j) vouches for nothing', (key) => {
    const statement = { stationId: stationId.parse('station-1'), generation: 1, size: 1, head: 'a'.repeat(64) };
    expect(verifiesWithKey(key, { ...statement, signature: 'c2ln' })).toBe(false);
  });
});
