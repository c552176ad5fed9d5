import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '#electron/adapters/log/create-log.ts';
import { type BrowserHost, startBrowserHost } from '#electron/host/browser-host.ts';
import type { PageFiles } from '#electron/host/page-files.ts';
import { type LightStation, openLightStation } from './testing/light-station.ts';

const page: PageFiles = new Map([
  ['/', { body: Buffer.from('<!doctype html><title>Fitbay</title>'), type: 'text/html; charset=utf-8' }],
  ['/assets/main.js', { body: Buffer.from('export {};'), type: 'text/javascript; charset=utf-8' }],
]);

describe('STA-7 the loopback host and its door', () => {
  let light: LightStation;
  let host: BrowserHost;
  let cookie: string;
  const log = createLog({ destination: 'stderr', level: 'silent' });

  beforeAll(async () => {
    light = await openLightStation();
    host = await start();
  });
  afterAll(async () => {
    await host.close();
    await light.close();
  });
  beforeEach(async () => {
    const opened = await get(host.openingAddress().replace(/^[^/]+\/\/[^/]+/, ''));
    cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  });

  async function start(options: { port?: number; page?: PageFiles | null } = {}): Promise<BrowserHost> {
    const started = await startBrowserHost({
      router: light.composed.router,
      page,
      seatPrincipal: light.composed.station.seatPrincipal,
      log,
      ...options,
    });
    if (started.kind !== 'listening') {
      throw new Error('a free port is to be had');
    }
    return started.host;
  }

  const own = () => `127.0.0.1:${host.port}`;

  function get(path: string, headers: IncomingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
    return ask({ port: host.port, path, method, headers: { host: own(), ...headers } });
  }

  it('listens on loopback only', () => {
    expect(new URL(host.openingAddress()).hostname).toBe('127.0.0.1');
  });

  it('gives a window a cookie that scripts cannot read, for a code that is good once', async () => {
    const path = new URL(host.openingAddress());
    const first = await get(`${path.pathname}${path.search}`);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^fitbay-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect((await get(`${path.pathname}${path.search}`)).status).toBe(404);
    expect(host.openingAddress()).not.toBe(path.href);
  });

  it.each(['', 'x', 'A'.repeat(43), '%00', '..%2f'])('knows no code %j', async (code) => {
    const answer = await get(`/open?code=${code}`);
    expect(answer.status).toBe(404);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('serves the page and its assets to who has the cookie', async () => {
    const index = await get('/', { cookie });
    expect([index.status, index.body]).toEqual([200, '<!doctype html><title>Fitbay</title>']);
    expect((await get('/assets/main.js', { cookie })).headers['content-type']).toContain('text/javascript');
  });

  it.each(['/', '/assets/main.js', '/nothing'])('shows %s to nobody else', async (path) => {
    for (const wrong of [{}, { cookie: `fitbay-${host.port}=guess` }, { cookie: cookie.replace(/-\d+=/, '-1=') }]) {
      expect((await get(path, wrong)).status).toBe(404);
    }
  });

  it.each(['/../package.json', '/..%2fpackage.json', '/assets/%2e%2e/x', '/assets/main.js%00', '/etc/passwd'])(
    'has no file %s',
    async (path) => {
      expect((await get(path, { cookie })).status).toBe(404);
    },
  );

  it.each([
    ['a rebound name', { host: 'attacker.example.com' }],
    ['the right name with another port', { host: '127.0.0.1:1' }],
    ['localhost, which another page may also be', { host: 'localhost' }],
    ['a foreign origin', { origin: 'https://attacker.example.com' }],
    ['an opaque origin', { origin: 'null' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on the same host', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s even with the cookie', async (_what, headers) => {
    expect((await get('/', { cookie, ...headers })).status).toBe(421);
  });

  it('takes requests that a browser makes for our own page', async () => {
    for (const site of ['same-origin', 'none']) {
      expect((await get('/', { cookie, 'sec-fetch-site': site })).status).toBe(200);
    }
    expect((await get('/', { cookie, origin: `http://${own()}` })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes nothing by %s', async (method) => {
    expect((await get('/', { cookie }, method)).status).toBe(421);
    expect((await get('/', { cookie, origin: `http://${own()}` }, method)).status).toBe(405);
  });

  it('sends the policy of the page and no word to other origins, on every answer', async () => {
    for (const answer of [await get('/', { cookie }), await get('/nothing', { cookie }), await get('/')]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers['permissions-policy']).toMatch(/^camera=\(self\), microphone=\(\), /);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect((await get('/', { cookie })).headers['cache-control']).toBe('no-store');
  });

  it('keeps at most 16 windows and lets the oldest go', async () => {
    const oldest = cookie;
    for (let window = 0; window < 16; window += 1) {
      await get(host.openingAddress().replace(/^[^/]+\/\/[^/]+/, ''));
    }
    expect((await get('/', { cookie: oldest })).status).toBe(404);
  });

  it('says when a port is taken', async () => {
    const start = await startBrowserHost({
      router: light.composed.router,
      page,
      seatPrincipal: light.composed.station.seatPrincipal,
      log,
      port: host.port,
    });
    expect(start).toEqual({ kind: 'port-in-use', port: host.port });
  });

  it('without a page serves programs only', async () => {
    const programs = await start({ page: null });
    const path = programs.openingAddress().replace(/^[^/]+\/\/[^/]+/, '');
    const answer = await ask({
      port: programs.port,
      path,
      method: 'GET',
      headers: { host: `127.0.0.1:${programs.port}` },
    });
    expect(answer.status).toBe(404);
    await programs.close();
  });

  describe('a WebSocket', () => {
    const connect = (headers: Record<string, string>, path = '/station') =>
      outcomeOf(new WebSocket(`ws://${own()}${path}`, { headers }));
    const origin = () => `http://${own()}`;

    it('is opened to our page', async () => {
      expect(await connect({ cookie, origin: origin() })).toBe('open');
    });

    it('is opened to a program with the token of the run file', async () => {
      expect(await connect({ authorization: `Bearer ${host.programToken}` })).toBe('open');
    });

    it('is closed to everybody else', async () => {
      const program = { authorization: `Bearer ${host.programToken}` };
      expect(await connect({})).toBe(404);
      expect(await connect({ cookie })).toBe(404);
      expect(await connect({ origin: origin() })).toBe(404);
      expect(await connect({ cookie, origin: 'https://attacker.example.com' })).toBe(404);
      expect(await connect({ cookie, origin: origin(), host: 'attacker.example.com' })).toBe(404);
      expect(await connect({ cookie, origin: origin(), 'sec-fetch-site': 'cross-site' })).toBe(404);
      expect(await connect({ authorization: 'Bearer guess' })).toBe(404);
      expect(await connect({ ...program, host: 'attacker.example.com' })).toBe(404);
      // A page that somehow learned the token is still a page.
      expect(await connect({ ...program, origin: 'https://attacker.example.com' })).toBe(404);
      expect(await connect({ cookie, origin: origin() }, '/other')).toBe(404);
    });
  });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Ask {
  readonly port: number;
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** `fetch` would not send a `Host` of our choice, nor leave `..` in a path alone. */
function ask({ port, ...rest }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ hostname: '127.0.0.1', port, ...rest }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** `open`, or the status of the refusal. */
function outcomeOf(socket: WebSocket): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}
