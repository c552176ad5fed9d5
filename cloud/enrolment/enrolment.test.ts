import { describe, expect, it } from 'vitest';
import { createApprovingPerson } from '../testing/approving-person.ts';
import { checkNumber } from '../testing/enrolling-station.ts';
import { approve, benchPin, enrolmentOfFile } from '../testing/enrolment-bench.ts';
import { createProvenFetch, testKeyOf } from '../testing/proven-calls.ts';
import { normalizeUserCode, numbersPerCode, numberTriesOf } from './decide-enrolment.ts';
import { countTry } from './try-limit.ts';

const enrolment = enrolmentOfFile();

describe('STA-1 enrolment by device code', () => {
  it('gives a code of eight letters out of twenty for ten minutes, and says how often to ask', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    expect(code.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(code).toMatchObject({
      expires_in: 600,
      interval: 5,
      verification_uri: `${enrolment.bench.cloud.url}/enrol`,
    });
    expect(await station.poll(code)).toMatchObject({ error: 'authorization_pending' });
    expect(await station.poll(code)).toMatchObject({ error: 'slow_down' });
  });

  it('lets a station in once a station administrator typed the number it shows, and knows it from then on', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(person.page()).toMatchObject({ status: 200, title: 'Let this station in?' });
    expect(person.page().html).toContain('Bench 9');
    expect(person.page().html).toContain('Hall West');
    expect(person.page().html).toContain('127.0.0.1');
    expect((await approve(person)).title).toBe('Bench 9 · Hall West is enrolled');
    const tokens = await station.poll(code);
    expect(tokens).toMatchObject({ kind: 'tokens', expiresIn: 600 });

    const call = createProvenFetch(await testKeyOf(station.keys), tokens.kind === 'tokens' ? tokens.accessToken : '');
    const self = await call(new Request(`${enrolment.bench.cloud.url}/v1/station`));
    expect(await self.json()).toMatchObject({
      stationId: station.id,
      generation: 1,
      name: 'Bench 9',
      place: 'Hall West',
      organizationId: enrolment.bench.world.partner,
      approvedBy: expect.stringContaining('P. Erson'),
    });
    expect((await enrolment.logOf(enrolment.bench.world.partner))[0]).toMatchObject({
      action: 'station.enrolled',
      outcome: 'done',
    });
  });

  it('tells the station that it was refused, and files who refused it', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect((await person.submit('/enrol/decide', { act: 'deny' })).title).toBe('Bench 9 · Hall West was refused');
    expect(await station.poll(code)).toMatchObject({ error: 'access_denied' });
    expect((await enrolment.logOf(enrolment.bench.world.partner))[0]).toMatchObject({
      action: 'station.enrolment-refused',
      code: 'ENROLMENT_DENIED',
    });
  });

  it('ends a code after ten minutes, on the page and for the station', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    enrolment.laterBy(11 * 60);
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(person.page()).toMatchObject({ status: 409, html: expect.stringContaining('This code has expired') });
    expect(await station.poll(code)).toMatchObject({ error: 'expired_token' });
  });

  it('speaks German to whom the browser or a link says so', async () => {
    const person = createApprovingPerson(enrolment.bench.cloud.url, { language: 'de-AT,de;q=0.9' });
    expect((await person.open('/enrol')).title).toBe('Anmelden, um eine Station zuzulassen');
    expect((await person.open('/enrol?lang=en')).title).toBe('Sign in to enrol a station');
    expect((await person.open('/enrol')).title).toBe('Sign in to enrol a station');
  });

  it('shows pages that run no script, sit in no frame and send their forms nowhere else', async () => {
    const { headers, html } = await createApprovingPerson(enrolment.bench.cloud.url).open('/enrol');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    expect(html).not.toMatch(/<script|\son\w+=|style="|javascript:/i);
  });

  it('keeps what a station calls itself from becoming part of the page', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin({ station_name: '<img src=x onerror=a()>', station_place: '"><b>' });
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(person.page().html).not.toMatch(/<img|<b>/);
  });

  it.each([
    ['no key', { dpop_jkt: '' }],
    ['a key that is none', { dpop_jkt: 'abc' }],
    ['no name', { station_name: ' ' }],
    ['a name without end', { station_name: 'x'.repeat(61) }],
    ['a number of three digits', { check_number: '123' }],
    ['an id that is a path', { station_id: '../../etc' }],
    ['an audit key that is none', { audit_key: '?' }],
  ])('gives no code to a station with %s', async (_what, change) => {
    const station = await enrolment.bench.newStation();
    await expect(station.begin(change)).rejects.toMatchObject({ error: 'invalid_request' });
  });
});

describe('STA-1 who may let a station in', () => {
  it('is nobody without the right, and nobody who only knows a name', async () => {
    const code = await (await enrolment.bench.newStation()).begin();
    const technician = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code, [
      'technician',
      'supervisor',
    ]);
    expect(technician.page()).toMatchObject({
      status: 403,
      html: expect.stringContaining('you may not enrol stations'),
    });
    expect(await approve(technician)).toMatchObject({ status: 403, title: 'Sign in to enrol a station' });
    const person = createApprovingPerson(enrolment.bench.cloud.url, { address: '10.2.0.1' });
    const name = await enrolment.bench.addPerson(enrolment.bench.world.partner, ['station-admin']);
    expect(await person.signIn(name, '000000')).toMatchObject({ status: 403 });
    expect(await person.signIn('Nobody', benchPin)).toMatchObject({ status: 403 });
  });

  it('is nobody who has guessed a PIN too often, not even with the right one at last', async () => {
    const name = await enrolment.bench.addPerson(enrolment.bench.world.partner, ['station-admin']);
    const answers: number[] = [];
    for (const [at, guess] of ['100001', '100002', '100003', '100004', '100005', benchPin].entries()) {
      const person = createApprovingPerson(enrolment.bench.cloud.url, { address: `10.3.0.${at}` });
      answers.push((await person.signIn(name, guess)).status);
    }
    expect(answers).toEqual([403, 403, 403, 403, 403, 429]);
  });

  it('is nobody whom another site sends: without the token of the form nothing happens', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    const forged = { act: 'approve', number: checkNumber, form_token: 'x' };
    expect(await person.submit('/enrol/decide', forged)).toMatchObject({ status: 403 });
    expect(await station.poll(code)).toMatchObject({ error: 'authorization_pending' });
  });

  it('is only the organization itself where the station was enrolled before', async () => {
    const station = await enrolment.bench.newStation();
    await enrolment.bench.enrolled(station);
    const again = await enrolment.bench.newStation(station.id);
    const code = await again.begin();
    const stranger = await enrolment.bench.signedIn(enrolment.bench.world.stranger, code.user_code);
    expect(stranger.page()).toMatchObject({ status: 409, html: expect.stringContaining('another organization') });
    await approve(stranger);
    expect(await again.poll(code)).toMatchObject({ error: 'authorization_pending' });
  });

  it('decides once: the second decision, and two at the same moment, find the code used', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const people = [
      await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code),
      await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code),
    ];
    const pages = await Promise.all(people.map((person) => approve(person)));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(late.page()).toMatchObject({ status: 409, html: expect.stringContaining('was decided already') });
  });

  it('is nobody who does not see the screen: three wrong numbers refuse the station', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    expect(await approve(person, '11')).toMatchObject({
      status: 403,
      html: expect.stringContaining('2 tries are left'),
    });
    expect(await approve(person, '12')).toMatchObject({ html: expect.stringContaining('One try is left') });
    expect(await approve(person, '13')).toMatchObject({ title: 'Station refused' });
    expect(await approve(person, checkNumber)).toMatchObject({ status: 403 });
    expect(await station.poll(code)).toMatchObject({ error: 'access_denied' });
  });

  it('is not refused by a try too many: of those before it, one may be letting the station in', async () => {
    const station = await enrolment.bench.newStation();
    const code = await station.begin();
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, code.user_code);
    for (let colleague = 0; colleague < numbersPerCode.tries; colleague += 1) {
      await countTry(enrolment.database, numberTriesOf(normalizeUserCode(code.user_code)), numbersPerCode);
    }
    expect(await approve(person)).toMatchObject({ status: 429, html: expect.stringContaining('Too many tries') });
    expect(await station.poll(code)).toMatchObject({ error: 'authorization_pending' });
  });

  it('does not find codes by trying', async () => {
    const person = await enrolment.bench.signedIn(enrolment.bench.world.partner, '');
    const answers: number[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      answers.push((await person.open(`/enrol?user_code=BBBB-BBB${'BCDFGHJKLMNP'[guess]}`)).status);
    }
    expect(answers).toEqual([...Array(10).fill(409), 429, 429]);
  });
});
