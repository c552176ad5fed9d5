import { describe, expect, it } from 'vitest';
import { enrolmentOfFile } from './enrolment-bench.ts';
import { createKeptToken } from './kept-token.ts';
import { createProvenFetch, testKeyOf } from './proven-calls.ts';

const enrolment = enrolmentOfFile();

async function enrolled() {
  const station = await enrolment.bench.newStation();
  const tokens = await enrolment.bench.enrolled(station);
  const key = await testKeyOf(station.keys);
  const statusOf = async (call: (request: Request) => Promise<Response>) =>
    (await call(new Request(`${enrolment.bench.cloud.url}/v1/station`))).status;
  return { tokens, key, statusOf };
}

describe('STA-1 the token of a station that a test plays', () => {
  it('is renewed by its refresh token when the cloud does not take it any more, as a run of hours needs', async () => {
    const { tokens, key, statusOf } = await enrolled();
    const kept = createProvenFetch(key, createKeptToken(key, tokens));
    expect(await statusOf(kept)).toBe(200);
    for (const run of [1, 2, 3]) {
      enrolment.laterBy(3_600);
      expect([run, await statusOf(createProvenFetch(key, tokens.accessToken))]).toEqual([run, 401]);
      expect([run, ...(await Promise.all([statusOf(kept), statusOf(kept)]))]).toEqual([run, 200, 200]);
    }
  });

  it('is renewed before its end, once for however many ask', async () => {
    const { tokens, key } = await enrolled();
    const token = createKeptToken(key, tokens, { goodForMs: 0 });
    const { url } = enrolment.bench.cloud;
    const [one, other] = await Promise.all([token.current(url), token.current(url)]);
    expect(one).toBe(other);
    expect(one).not.toBe(tokens.accessToken);
  });
});
