import { describe, expect, it } from 'vitest';
import { checkSignature, readSecret } from './check-signature.ts';

/** The published example of Standard Webhooks 1.0.0 (libraries' own test vector), so that this is not our signer judging itself. */
const secret = readSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
const sample = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: Buffer.from('{"test": 2432232314}'),
};
const rules = {
  secrets: secret === null ? [] : [secret],
  nowMs: 1_614_265_330_000,
  toleranceMs: 300_000,
};

describe('PAIR-4 P35 the signature of a webhook', () => {
  it.each([
    ['the published example', sample, rules, 'valid'],
    ['a rotation: one of several is enough', { ...sample, signature: `v1,AAAA ${sample.signature}` }, rules, 'valid'],
    ['another body', { ...sample, body: Buffer.from('{"test":2432232314}') }, rules, 'wrong'],
    ['another id', { ...sample, id: 'msg_other' }, rules, 'wrong'],
    ['another moment', { ...sample, timestamp: '1614265331' }, rules, 'wrong'],
    ['another secret', sample, { ...rules, secrets: [Buffer.alloc(24, 1)] }, 'wrong'],
    ['another scheme', { ...sample, signature: sample.signature.replace('v1,', 'v1a,') }, rules, 'wrong'],
    ['no signature', { ...sample, signature: '' }, rules, 'missing'],
    ['no moment', { ...sample, timestamp: 'soon' }, rules, 'missing'],
    ['replayed after six minutes', sample, { ...rules, nowMs: rules.nowMs + 360_000 }, 'old'],
    ['from the future', sample, { ...rules, nowMs: rules.nowMs - 360_000 }, 'ahead'],
    ['no secret to check with', sample, { ...rules, secrets: [] }, 'not-checked'],
  ] as const)('%s', (_name, request, by, expected) => {
    expect(checkSignature(request, by)).toBe(expected);
  });

  it.each(['', 'whsec_', 'whsec_short', 'whsec_not base64 at all, is it'])('is no secret: %s', (text) => {
    expect(readSecret(text)).toBeNull();
  });
});
