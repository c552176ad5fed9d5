import { ORPCError } from '@orpc/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personId, sessionId } from '#core/kernel/entity-ids.ts';
import type { Principal } from '#core/station/principal.ts';
import { createStationRouter, type StationRouter } from '#electron/host/station-router.ts';
import { type LightStation, openLightStation } from '../host/testing/light-station.ts';
import { type OpenWire, wires } from './wires.ts';

/** One suite over all three wires: a caller must not be able to tell which one lies between. */
describe.each(wires)('STA-7 the station contract over $name', ({ open }) => {
  let light: LightStation;
  let router: StationRouter;
  let principal: Principal;
  let wire: OpenWire;
  const logged: { event: string; fields: object }[] = [];

  beforeAll(async () => {
    light = await openLightStation();
    const { station } = light.composed;
    const { procedures } = station;
    const broken = {
      ...procedures,
      cable: {
        ...procedures.cable,
        capture: async () => {
          throw new Error('the secret cause');
        },
      },
    };
    const log = {
      info: () => {},
      warn: () => {},
      error: (event: string, fields: object = {}) => logged.push({ event, fields }),
    };
    router = createStationRouter({ station: { ...station, procedures: broken }, log, nextId: () => 'correlation-1' });
  });
  afterAll(() => light.close());

  beforeEach(async () => {
    principal = { kind: 'command-line', name: 'test' };
    wire = await open(router, () => principal);
  });
  afterEach(() => wire.close());

  it('answers a call', async () => {
    expect(await wire.client.station.info()).toEqual({
      name: 'Bench 7',
      place: 'Test hall',
      organizationName: '',
      version: '0.1.0',
      demo: false,
      enrolled: true,
      host: 'browser',
      locale: 'en',
    });
  });

  it('answers many calls at once, each with its own answer', async () => {
    const [info, bays, tray] = await Promise.all([
      wire.client.station.info(),
      wire.client.cable.bays(),
      wire.client.demo.tray(),
    ]);
    expect([info.name, bays, tray]).toEqual(['Bench 7', [], { kind: 'not-a-demo' }]);
  });

  it('carries a refusal as data', async () => {
    const nobody = personId.parse('nobody-of-that-name');
    expect(await wire.client.access.signIn({ personId: nobody, pin: '123456' })).toMatchObject({ kind: 'wrong-pin' });
    const answer = await wire.client.bench.recheck({ sessionId: sessionId.parse('no-such-sheet') });
    expect(answer).toEqual({ kind: 'no-such-sheet' });
  });

  it('ORG-2 lets nobody do what needs somebody, and asks anew at each call', async () => {
    principal = { kind: 'nobody' };
    const refused = await failureOf(wire.client.bench.sheets({ limit: 5 }));
    expect(refused).toMatchObject({ code: 'NOT_SIGNED_IN', status: 401, data: { locked: false } });
    principal = { kind: 'command-line', name: 'test' };
    expect(await wire.client.bench.sheets({ limit: 5 })).toEqual([]);
  });

  it('ORG-2 names the right that somebody lacks', async () => {
    principal = {
      kind: 'person',
      personId: personId.parse('p-1'),
      name: 'A. Okafor',
      roles: ['installer'],
      rights: new Set(['look']),
      locked: false,
      isServicePartner: true,
    };
    const refused = await failureOf(wire.client.audit.verify());
    expect(refused).toMatchObject({ code: 'NOT_ALLOWED', status: 403, data: { right: 'audit' } });
  });

  it('refuses what does not fit the schema', async () => {
    const refused = await failureOf(wire.client.bench.sheets({ limit: 100_000 }));
    expect(refused).toMatchObject({ status: 400 });
  });

  it('turns a bug into a fault with a correlation id, and keeps the cause to the log', async () => {
    logged.length = 0;
    const fault = await failureOf(wire.client.cable.capture({ bay: 1 }));
    expect(fault).toMatchObject({ code: 'FAULT', status: 500, data: { correlationId: 'correlation-1' } });
    expect(JSON.stringify(fault)).not.toContain('secret cause');
    expect(logged).toMatchObject([
      { event: 'procedure.fault', fields: { procedure: 'cable.capture', correlationId: 'correlation-1' } },
    ]);
    expect(JSON.stringify(logged)).toContain('the secret cause');
  });

  it('streams events until the caller stops, beginning with hello', async () => {
    const events = await wire.client.station.watch();
    expect(await events.next()).toMatchObject({ value: { kind: 'hello' } });
    const changed = events.next();
    await wire.client.station.setLocale({ locale: 'de' });
    expect(await changed).toMatchObject({ value: { kind: 'changed', topics: ['seat'] } });
    await wire.client.station.setLocale({ locale: 'en' });
    await events.return?.(undefined);
  });

  it('serves several listeners at once', async () => {
    const [one, two] = await Promise.all([wire.client.station.watch(), wire.client.station.watch()]);
    await one.next();
    await two.next();
    const both = Promise.all([one.next(), two.next()]);
    await wire.client.station.setLocale({ locale: 'en' });
    expect(await both).toMatchObject([{ value: { kind: 'changed' } }, { value: { kind: 'changed' } }]);
    await Promise.all([one.return?.(undefined), two.return?.(undefined)]);
  });
});

async function failureOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const outcome = await call.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ORPCError);
  return outcome as ORPCError<string, unknown>;
}
