import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSecrets, hideSecretsWithin, redactLogLine } from './hide-secrets.ts';

describe('REP-4 P39 secrets in what goes to support', () => {
  it('takes known secrets out of any text, also where they stand escaped', () => {
    const secret = 'let"me\\in';
    expect(hideSecrets(`a ${secret} b ${JSON.stringify({ secret })}`, [secret, 'ab'])).toBe('a *** b {"secret":"***"}');
  });

  it('never lets a known secret through, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'***'.includes(secret) && !`${before}***${after}`.includes(secret));
        const hidden = hideSecretsWithin({ deep: [{ text: `${before}${secret}${after}` }] }, [secret]);
        expect(hidden.deep[0]?.text.includes(secret)).toBe(false);
      }),
    );
  });

  it.each([
    ['{"event":"x","pin":"4711"}', '{"event":"x","pin":"***"}'],
    [
      '{"event":"x","change":{"oldPin":"1","apn_password":"y"}}',
      '{"event":"x","change":{"oldPin":"***","apn_password":"***"}}',
    ],
    ['{"event":"x","mapping":"a","pinned":true}', '{"event":"x","mapping":"a","pinned":true}'],
    [
      '{"event":"x","why":"sent Authorization: Bearer abcdefgh123"}',
      '{"event":"x","why":"sent Authorization: Bearer ***"}',
    ],
    ['{"event":"x","why":"eyJhbGciOi.eyJzdWIiOiI.c2ln in it"}', '{"event":"x","why":"*** in it"}'],
    [
      '{"event":"x","url":"smtps://user:hunter2@mail.example.com"}',
      '{"event":"x","url":"smtps://user:***@mail.example.com"}',
    ],
    ['{"event":"x","said":["letmein"]}', '{"event":"x","said":["***"]}'],
  ])('%s', (line, redacted) => {
    expect(redactLogLine(line, ['letmein'])).toBe(redacted);
  });

  it('hands out no line that is no document of the log, and no endless one', () => {
    expect(redactLogLine('Error: letmein at …', [])).toBeNull();
    expect(redactLogLine('{"event":"x","pin":"47', [])).toBeNull();
    expect(redactLogLine(JSON.stringify({ text: 'x'.repeat(9_000) }), [])?.length).toBeLessThan(2_100);
  });
});
