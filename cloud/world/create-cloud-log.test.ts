import { describe, expect, it } from 'vitest';
import { createCloudLog } from './create-cloud-log.ts';
import { maskSecrets, secretFields } from './mask-secrets.ts';

const now = '2026-11-20T08:00:00.000Z';
const traceId = '0af7651916cd43dd8448eb211c80319c';

function written(act: (log: ReturnType<typeof createCloudLog>) => void): readonly unknown[] {
  const lines: string[] = [];
  act(
    createCloudLog({
      clock: { now: () => now },
      write: (line) => lines.push(line),
      trace: () => ({ traceId, requestId: 'r1' }),
    }),
  );
  return lines.map((line) => JSON.parse(line));
}

describe('the cloud’s log', () => {
  it('is one JSON object a line, with the call that it belongs to', () => {
    expect(written((log) => log.warn('database.connection-lost', { detail: 'gone', times: 3 }))).toEqual([
      {
        time: now,
        level: 'warn',
        event: 'database.connection-lost',
        traceId,
        requestId: 'r1',
        detail: 'gone',
        times: 3,
      },
    ]);
  });

  it('P39 masks what is called like a secret', () => {
    const fields = Object.fromEntries(secretFields.map((name) => [name, `canary-${name}`]));
    const [line] = written((log) => log.info('x', fields));
    expect(JSON.stringify(line)).not.toContain('canary');
    expect(line).toMatchObject({ token: '[masked]', pin: '[masked]' });
  });

  it.each([
    ['postgres://fleet:s3cr3t@db.example.com/x', 'postgres://[masked]@db.example.com/x'],
    ['authorization DPoP Kz-8jH.hjW~', 'authorization DPoP [masked]'],
    ['Bearer abcdef==', 'Bearer [masked]'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '[masked]'],
    ['proof eyJhbGciOiJFUzI1NiJ9.eyJodG0iOiJHRVQifQ.c2ln', 'proof [masked]'],
    ['link iAbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdEf of', 'link [masked] of'],
  ])('P39 masks what looks like one: %s', (text, expected) => {
    expect(maskSecrets(text)).toBe(expected);
  });

  it.each([
    '019a9d00-1234-7abc-89ab-0123456789ab',
    '0af7651916cd43dd8448eb211c80319c',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'at takeOperation (/srv/fitbay/cloud/push/take-operation.ts:64:12)',
    'duplicate key value violates unique constraint "operations_station_id_generation_seq_key"',
  ])('leaves readable what is none: %s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});
