import { getDPoPHandle, randomDPoPKeyPair } from 'openid-client';
import { describe, expect, it } from 'vitest';
import type { ApprovingPerson } from '../testing/approving-person.ts';
import { approve, enrolmentOfFile, tokensOf } from '../testing/enrolment-bench.ts';
import { createProvenFetch, makeTestKey, testKeyOf } from '../testing/proven-calls.ts';
import { startTestCloud } from '../testing/test-cloud.ts';

const formTokenOf = (person: ApprovingPerson): string =>
  /name="form_token" value="([^"]+)"/.exec(person.page().html)?.[1] ?? '';

const enrolment = enrolmentOfFile();

describe('STA-1 what is stolen is worth nothing', () => {
  it('a code without the key that asked for it, and a code for the second time', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    await approve(await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code));
    const thief = getDPoPHandle(station.configuration, await randomDPoPKeyPair('ES256'));
    expect(await station.poll(code, thief)).toMatchObject({ error: 'invalid_grant' });
    const second = await enrolment.bench.newStation();
    const secondCode = await second.begin();
    await approve(await enrolment.bench.signedIn(enrolment.bench.world.partner, secondCode.user_code));
    expect(await second.poll(secondCode)).toMatchObject({ kind: 'tokens' });
    expect(await second.poll(secondCode)).toMatchObject({ error: 'invalid_grant' });
  });

  it('a token without its key, whatever is shown with it', async () => {
    const station = await enrolment.bench.newStation();
    const { accessToken } = await enrolment.bench.enrolled(station);
    const key = await testKeyOf(station.keys);
    const thief = await makeTestKey();
    const htu = `${enrolment.bench.cloud.url}/v1/station`;
    const claims = { htm: 'GET', htu, accessToken };
    const good = await key.prove(claims);
    const ask = async (authorization: string, proof: string | null) => {
      const headers = { authorization, ...(proof === null ? {} : { dpop: proof }) };
      return (await fetch(htu, { headers })).status;
    };
    const token = `DPoP ${accessToken}`;
    expect(await ask(token, good)).toBe(200);
    const refused = {
      'the proof again': await ask(token, good),
      'as a bearer token': await ask(`Bearer ${accessToken}`, await key.prove(claims)),
      'no proof': await ask(token, null),
      'another key': await ask(token, await thief.prove(claims)),
      'another method': await ask(token, await key.prove({ ...claims, htm: 'POST' })),
      'another path': await ask(token, await key.prove({ ...claims, htu: `${enrolment.bench.cloud.url}/v1/units` })),
      'another server': await ask(
        token,
        await key.prove({ ...claims, htu: 'https://elsewhere.example.com/v1/station' }),
      ),
      'another token’s proof': await ask(token, await key.prove({ ...claims, accessToken: 'another' })),
      'a proof without a token': await ask(token, await key.prove({ htm: 'GET', htu })),
      'a nonce of its own': await ask(token, await key.prove({ ...claims, nonce: 'mine' })),
      'no signature': await ask(token, `${good.split('.').slice(0, 2).join('.')}.`),
      'no proof at all': await ask(token, 'x.y.z'),
    };
    expect(new Set(Object.values(refused))).toEqual(new Set([401]));
  });

  it('the database: no token can be read from it', async () => {
    const tokens = await enrolment.bench.enrolled(await enrolment.bench.newStation());
    const rows = await enrolment.database
      .asSystem('administration')
      .read((transaction) => transaction.selectFrom('oauth_items').selectAll().execute());
    const text = JSON.stringify(rows);
    expect(text).not.toContain(tokens.accessToken);
    expect(text).not.toContain(tokens.refreshToken);
  });
});

describe('STA-1 a station whose clock is wrong', () => {
  it('is given a nonce and proves its key with that', async () => {
    const station = await enrolment.bench.newStation();
    const { accessToken } = await enrolment.bench.enrolled(station);
    const key = await testKeyOf(station.keys);
    const claims = { htm: 'GET', htu: `${enrolment.bench.cloud.url}/v1/station`, accessToken, iat: 946_684_800 };
    const ask = async (nonce: string | null) => {
      const dpop = await key.prove({ ...claims, ...(nonce === null ? {} : { nonce }) });
      return fetch(claims.htu, { headers: { authorization: `DPoP ${accessToken}`, dpop } });
    };
    const first = await ask(null);
    expect(first.headers.get('www-authenticate')).toContain('error="use_dpop_nonce"');
    const nonce = first.headers.get('dpop-nonce') ?? '';
    expect((await ask(nonce)).status).toBe(200);
    enrolment.laterBy(10 * 60);
    expect((await ask(nonce)).status).toBe(401);
  });
});

describe('STA-1 tokens are renewed', () => {
  it('in turn, and the one before stays good until the next was shown: a lost answer locks nobody out', async () => {
    const station = await enrolment.bench.newStation();
    const first = await enrolment.bench.enrolled(station);
    const lost = await station.refresh(first.refreshToken);
    expect(lost).toMatchObject({ kind: 'tokens' });
    enrolment.laterBy(3 * 86_400);
    const again = tokensOf(await station.refresh(first.refreshToken));
    const next = tokensOf(await station.refresh(again.refreshToken));
    expect(next.refreshToken).not.toBe(again.refreshToken);
    // Now the station has proved that it holds a later one: an old one can only come from a copy.
    expect(await station.refresh(first.refreshToken)).toMatchObject({ error: 'invalid_grant' });
    expect(await station.refresh(next.refreshToken)).toMatchObject({ error: 'invalid_grant' });
  });

  it('only for the key they were given to, and a thief’s try costs the station nothing', async () => {
    const station = await enrolment.bench.newStation();
    const { refreshToken } = await enrolment.bench.enrolled(station);
    const thief = getDPoPHandle(station.configuration, await randomDPoPKeyPair('ES256'));
    expect(await station.refresh(refreshToken, thief)).toMatchObject({ error: 'invalid_grant' });
    expect(await station.refresh(refreshToken)).toMatchObject({ kind: 'tokens' });
  });

  it('for ninety days from the approval, however often', async () => {
    const station = await enrolment.bench.newStation();
    let { refreshToken } = await enrolment.bench.enrolled(station);
    for (const days of [40, 80, 89]) {
      enrolment.laterBy((days - (days === 40 ? 0 : days === 80 ? 40 : 80)) * 86_400);
      refreshToken = tokensOf(await station.refresh(refreshToken)).refreshToken;
    }
    enrolment.laterBy(2 * 86_400);
    expect(await station.refresh(refreshToken)).toMatchObject({ error: 'invalid_grant' });
  });

  it('also by a server that was started anew on the same database', async () => {
    const station = await enrolment.bench.newStation();
    const { accessToken } = await enrolment.bench.enrolled(station);
    const other = await startTestCloud(enrolment.database);
    const call = createProvenFetch(await testKeyOf(station.keys), accessToken);
    const answer = await call(new Request(`${other.url}/v1/station`));
    await other.close();
    expect(answer.status).toBe(200);
  });
});

describe('STA-1 a station is revoked', () => {
  it('by its administrator: nothing of it is taken, it is told why, and enrolling it again takes it back', async () => {
    const station = await enrolment.bench.newStation();
    const { accessToken, refreshToken } = await enrolment.bench.enrolled(station);
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, '');
    expect((await person.open(`/enrol/station/${station.id}`)).title).toBe('Revoke Bench 9 · Hall West?');
    expect((await person.submit('/enrol/revoke')).html).toContain('Bench 9 · Hall West is revoked.');
    const call = createProvenFetch(await testKeyOf(station.keys), accessToken);
    const refused = await call(new Request(`${enrolment.bench.cloud.url}/v1/station`));
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'station-revoked' }]);
    expect(await station.refresh(refreshToken)).toMatchObject({
      error: 'invalid_grant',
      description: 'station-revoked',
    });
    expect((await enrolment.logOf(enrolment.bench.world.partner))[0]).toMatchObject({ action: 'station.revoked' });

    const again = await enrolment.bench.newStation(station.id);
    const code = await again.begin({ station_generation: '1' });
    const approver = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(approver.page().html).toContain('It was enrolled before as Bench 9 · Hall West.');
    await approve(approver);
    const tokens = tokensOf(await again.poll(code));
    const self = await createProvenFetch(
      await testKeyOf(again.keys),
      tokens.accessToken,
    )(new Request(`${enrolment.bench.cloud.url}/v1/station`));
    expect(await self.json()).toMatchObject({ stationId: station.id, generation: 2 });
    expect(await station.refresh(refreshToken)).toMatchObject({ error: 'invalid_grant' });
  });

  it('by nobody of another organization', async () => {
    const station = await enrolment.bench.newStation();
    const { refreshToken } = await enrolment.bench.enrolled(station);
    const stranger = await enrolment.bench.signedIn(enrolment.bench.world.stranger, '');
    expect((await stranger.open(`/enrol/station/${station.id}`)).title).toBe('Enrol a station');
    await stranger.submit('/enrol/revoke', { form_token: formTokenOf(stranger), station_id: station.id });
    expect(await station.refresh(refreshToken)).toMatchObject({ kind: 'tokens' });
  });
});

describe('STA-1 codes are not given out without end', () => {
  it('to one address', async () => {
    const busy = await startTestCloud(enrolment.database);
    const ask = (at: number) =>
      fetch(`${busy.url}/oauth/device`, {
        method: 'POST',
        headers: { 'x-forwarded-for': '10.9.9.9' },
        body: new URLSearchParams({ client_id: 'fitbay-station', at: String(at) }),
      });
    const answers: number[] = [];
    for (let at = 0; at < 32; at += 1) {
      answers.push((await ask(at)).status);
    }
    await busy.close();
    expect(answers).toEqual([...Array(30).fill(400), 429, 429]);
  });
});
