import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type RunningCloud, runCloud } from '../cloud-command.ts';
import { createProvenFetch, makeTestKey } from '../testing/proven-calls.ts';

/** The program as it runs, with its own log; nothing of what is secret may ever stand in it, whatever goes wrong on the way. */
const logged: string[] = [];
let cloud: RunningCloud;
let call: (path: string, init?: RequestInit) => Promise<Response>;
let token = '';

beforeAll(async () => {
  const started = await runCloud({
    port: 0,
    demo: true,
    environment: {},
    print: () => undefined,
    writeLog: (line) => logged.push(line),
  });
  cloud = started.kind === 'running' ? started : expect.fail(started.kind);
  const key = await makeTestKey();
  const { accessToken } = await cloud.registerStation({
    stationId: demoFleet.station.id,
    name: demoFleet.station.name,
    organizationId: demoFleet.organizations[0]?.id ?? '',
    publicKey: null,
    thumbprint: key.thumbprint,
  });
  token = accessToken;
  const proven = createProvenFetch(key, accessToken);
  call = (path, init = {}) => proven(new Request(`${cloud.url}${path}`, init));
}, 60_000);
afterAll(() => cloud.close());

const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  call(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const canary = 'Canary7xQ2mZk9LwPb4TnVt6RsYd1HgFcJ0aUeXo3';
const actor = { personId: null, name: 'T. Ester', roles: ['fleet-manager', 'installer'] };

describe('P39 secrets and the cloud’s log', () => {
  it('a token, a PIN, a value, a link and a code go in by every way there is, and the log tells of the calls without them', async () => {
    const secret = { actor, value: canary };
    const pins = { oldPin: canary.slice(0, 12), newPin: canary.slice(12, 24) };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answers = await Promise.all([
      call('/v1/station'),
      send('PUT', '/v1/secrets/apn-password', secret),
      // The same where it is refused, where it is no JSON, and where a value does not fit any column.
      send('PUT', '/v1/secrets/apn-password', { ...secret, unknown: canary }),
      send('PUT', '/v1/secrets/apn-password', `{"value":"${canary}`),
      send('PUT', '/v1/secrets/apn-password', { ...secret, value: `${canary}\u0000` }),
      send('POST', '/v1/people/somebody/pin', pins),
      send('POST', '/v1/people/somebody/pin', { ...pins, oldPin: [pins.oldPin] }),
      send('POST', '/v1/invitations/look-up', { token: canary }),
      call(`/v1/event-subscriptions/${canary}/batches?before=99999999999`),
      call(`/v1/units?serial=${canary}`),
      fetch(`${cloud.url}/workshop/${canary}`),
      fetch(`${cloud.url}/${canary}/%zz`),
      fetch(`${cloud.url}/v1/station`, { headers: { authorization: `DPoP ${canary}`, cookie: `session=${canary}` } }),
      fetch(`${cloud.url}/oauth/token`, {
        method: 'POST',
        headers: form,
        body: `grant_type=refresh_token&client_id=fitbay-station&refresh_token=${canary}`,
      }),
      fetch(`${cloud.url}/enrol`, { method: 'POST', headers: form, body: `pin=${pins.oldPin}&user_code=${canary}` }),
    ]);
    expect(answers.some(({ status }) => status < 300) && answers.some(({ status }) => status >= 400)).toBe(true);
    const made = await send(
      'POST',
      '/v1/event-subscriptions',
      { actor, subscription: { url: 'http://127.0.0.1:9/events', names: ['unit.paired'], version: 2 } },
      { 'idempotency-key': `"${crypto.randomUUID()}"` },
    );
    const webhookSecret = /whsec_[\w+/=-]+/.exec(await made.text())?.[0] ?? expect.fail('no subscription was made');
    await expect.poll(() => logged.filter((line) => line.includes('request.answered')).length).toBeGreaterThan(10);
    const log = logged.join('');
    for (const one of [canary, pins.oldPin, pins.newPin, token, webhookSecret]) {
      expect(log.includes(one)).toBe(false);
    }
  }, 60_000);
});
