import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCloud } from '#cloud/cloud-command.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { createCredentialFile } from '#electron/adapters/cloud/credential-file.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import {
  administratorAt,
  type EnrollingBench,
  letIn,
  openEnrollingBench,
  startEnrolmentCloud,
} from './testing/enrolling-bench.ts';

let cloud: RunningCloud;
let bench: EnrollingBench;

beforeAll(async () => {
  cloud = await startEnrolmentCloud();
});
afterAll(() => cloud.close());
beforeEach(async () => {
  bench = await openEnrollingBench(cloud.url);
});
afterEach(() => bench.close());

async function enrol(): Promise<void> {
  await letIn(cloud.url, await bench.begin());
  await bench.until('enrolled');
}

const customer = organizationId.parse(demoFleet.organizations.find(({ key }) => key === 'nordfracht')?.id);

describe('STA-1 a station enrols', { timeout: 60_000 }, () => {
  it('from an empty folder: nothing can be done but that, then everything', async () => {
    expect(await bench.client.station.info()).toMatchObject({ enrolled: false, name: '' });
    expect(await bench.client.enrolment.about()).toMatchObject({
      kind: 'not-enrolled',
      suggestion: { cloudUrl: cloud.url },
    });
    await expect(bench.client.customers.list({ search: '' })).rejects.toThrow();
    const watched = await bench.client.station.watch();
    await watched.next();

    const waiting = await bench.begin();
    expect(waiting).toMatchObject({
      verificationUri: `${cloud.url}/enrol`,
      checkNumber: expect.stringMatching(/^\d\d$/),
      trouble: null,
    });
    expect(waiting.remainingMs).toBeGreaterThan(590_000);
    await letIn(cloud.url, waiting);
    expect(await bench.until('enrolled', 'failed')).toMatchObject({
      kind: 'enrolled',
      organizationName: 'Hansen Trailer Service',
    });

    expect(await bench.client.station.info()).toMatchObject({ enrolled: true, name: 'Bench 9', place: 'Hall West' });
    expect(await bench.client.sync.run()).toMatchObject({ state: 'online' });
    expect((await bench.client.access.people()).map(({ displayName }) => displayName)).toContain('M. Kaya');
    expect(await bench.client.enrolment.about()).toMatchObject({
      kind: 'enrolled',
      generation: 1,
      keyMadeAt: expect.any(String),
      auditKeyMadeAt: expect.any(String),
    });
    // Whoever watched hears the end of that stream and watches anew.
    const ends: boolean[] = [];
    for await (const event of watched) {
      ends.push(event.kind === 'hello');
    }
    expect(ends).not.toContain(true);
  });

  it('with keys that stand in no file as they are', async () => {
    await enrol();
    const { dataFolder: directory } = bench;
    const credential = createCredentialFile({ directory, seal: createSecretSeal({ directory }) }).read();
    expect(credential).not.toBeNull();
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const secrets = [credential?.privateKey.d ?? '', credential?.refreshToken ?? ''];
    expect(secrets.filter((secret) => files.some((text) => text.includes(secret)))).toEqual([]);
  });

  it('is told that it was refused, and may ask again', async () => {
    const waiting = await bench.begin();
    const person = await administratorAt(cloud.url, waiting.userCode);
    await person.submit('/enrol/decide', { act: 'deny' });
    expect(await bench.until('failed')).toMatchObject({ why: 'denied' });
    await enrol();
    expect(await bench.client.station.info()).toMatchObject({ enrolled: true });
  });

  it.each([
    ['without TLS outside this machine', 'http://centre.example.com', 'unsafe-address'],
    ['that is no address', 'centre', 'unsafe-address'],
    ['where nobody is', 'http://127.0.0.1:9', 'unreachable'],
  ] as const)('gets no code from an address %s', async (_what, cloudUrl, why) => {
    const wish = { cloudUrl, name: 'Bench', place: '' };
    expect(await bench.client.enrolment.begin(wish)).toMatchObject({ kind: 'failed', why });
  });

  it('says under which address the cloud wants to be asked', async () => {
    const wish = { cloudUrl: cloud.url.replace('127.0.0.1', 'localhost'), name: 'Bench', place: '' };
    expect(await bench.client.enrolment.begin(wish)).toMatchObject({ why: 'other-address', detail: cloud.url });
  });

  it('takes a web page for no cloud', async () => {
    const server = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    // A listening TCP server's address is an object, never a pipe's name.
    const { port } = server.address() as AddressInfo;
    const wish = { cloudUrl: `http://127.0.0.1:${port}`, name: 'Bench', place: '' };
    expect(await bench.client.enrolment.begin(wish)).toMatchObject({ why: 'not-a-cloud' });
    server.close();
  });
});

describe('STA-1 a station that was revoked', { timeout: 60_000 }, () => {
  it('says so, keeps what it has not sent, and sends it once it is enrolled again', async () => {
    await enrol();
    await bench.client.sync.run();
    const about = await bench.client.enrolment.about();
    const stationId = about.kind === 'enrolled' ? about.stationId : '';
    const person = await administratorAt(cloud.url);
    await person.open(`/enrol/station/${stationId}`);
    await person.submit('/enrol/revoke');

    expect(await bench.client.sync.run()).toMatchObject({ state: 'not-enrolled', why: 'sync.why.revoked' });
    const transfer = { unit: 'evopulse:359315075384726', toId: customer, unpairFirst: false };
    expect(await bench.client.ownership.transfer(transfer)).toMatchObject({ kind: 'provisional' });
    expect(await bench.client.sync.status()).toMatchObject({ state: 'not-enrolled', pending: 1 });

    await letIn(cloud.url, await bench.begin());
    await bench.until('enrolled');
    expect(await bench.client.enrolment.about()).toMatchObject({ kind: 'enrolled', stationId, generation: 2 });
    expect(await bench.client.sync.run()).toMatchObject({ state: 'online', pending: 0, needsYou: 0 });
    expect(await bench.client.ownership.transfer(transfer)).toMatchObject({ kind: 'already' });
  });
});
