import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationContract } from '#core/contract/station-contract.ts';
import { contactProcedures, partnerProcedures, procedureRights } from '#core/contract/station-rights.ts';
import { stepUpRules } from '#core/contract/station-step-ups.ts';
import { rightsNow } from '#core/domain/access/rights-now.ts';
import { type Role, rightsOf, role } from '#core/domain/access/roles.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import type { Principal } from '#core/station/principal.ts';
import type { StationProcedures } from '#core/station/procedures.ts';
import { createStationRouter, type StationRouter } from '#electron/host/station-router.ts';
import { type LightStation, openLightStation } from '../host/testing/light-station.ts';
import { sampleInput } from './sample-input.ts';
import { type OpenWire, wires } from './wires.ts';

/** Every procedure of the contract with an input that its schema takes. Nothing here is written by hand. */
const procedures = Object.entries(stationContract).flatMap(([area, parts]) =>
  Object.entries(parts).map(([name, procedure]) => ({
    name: `${area}.${name}`,
    area,
    call: name,
    input: () => sampleInput(procedure['~orpc'].inputSchema as Parameters<typeof sampleInput>[0]),
  })),
);

type Person = Extract<Principal, { kind: 'person' }>;

function personWith(roles: readonly Role[], state: Partial<Person> = {}): Person {
  return {
    kind: 'person',
    personId: personId.parse('somebody'),
    name: 'Somebody',
    roles,
    rights: rightsOf(roles),
    locked: false,
    isServicePartner: true,
    ...state,
  };
}

/** Who calls: every role alone, at a workshop and at a fleet, with what rests without contact; nobody; a locked bench; the command line. */
const callers: readonly (readonly [who: string, principal: Principal])[] = [
  ...role.options.flatMap((one): [string, Principal][] => [
    [one, personWith([one])],
    [`${one} of a fleet`, personWith([one], { isServicePartner: false })],
    [`${one}, locked`, personWith([one], { locked: true })],
    [
      `${one}, three days without contact`,
      personWith([one], {
        roster: 'expired',
        rights: rightsNow({ roles: [one], standing: 'expired', supervising: true }),
      }),
    ],
  ]),
  ['nobody', { kind: 'nobody' }],
  ['the command line', { kind: 'command-line', name: 'test' }],
];

/** What must come of it, from the tables alone. `reached`: the procedure ran. */
function expectedFor(procedure: string, principal: Principal): string {
  const wanted = procedureRights[procedure];
  if (wanted === 'public' || principal.kind === 'command-line') {
    return 'reached';
  }
  if (principal.kind === 'nobody' || principal.locked) {
    return wanted === 'badge' ? 'reached' : 'NOT_SIGNED_IN';
  }
  const right = wanted === 'badge' ? 'scan' : wanted;
  const lacksRight = right !== 'seat' && right !== undefined && !principal.rights.has(right);
  const isClosed =
    (partnerProcedures.has(procedure) && !principal.isServicePartner) ||
    (contactProcedures.has(procedure) && principal.roster === 'expired');
  if (lacksRight || isClosed) {
    return 'NOT_ALLOWED';
  }
  return Object.hasOwn(stepUpRules, procedure) ? 'STEP_UP_NEEDED' : 'reached';
}

/** A station behind its real gate whose procedures do nothing but say that they were reached. */
function reachedRouter(light: LightStation): StationRouter {
  const stubs = new Proxy(
    {},
    { get: () => new Proxy({}, { get: () => () => Promise.reject(new Error('reached')) }) },
  ) as StationProcedures;
  const station = { ...light.composed.station, procedures: stubs };
  return createStationRouter({ station, log: { info() {}, warn() {}, error() {} }, nextId: () => 'reached' });
}

/** What a call came to: the code of its error; a fault is what the stub makes of having been reached. */
async function outcomeOf(wire: OpenWire, { area, call, input }: (typeof procedures)[number]): Promise<string> {
  // Called by name: the contract's own names are all that is walked.
  const client = wire.client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    await client[area]?.[call]?.(input());
    return 'answered';
  } catch (error: unknown) {
    const code = error instanceof ORPCError ? error.code : String(error);
    return code === 'FAULT' ? 'reached' : code;
  }
}

describe('ORG-2 P31 the same matrix on every host', () => {
  let light: LightStation;
  beforeAll(async () => {
    light = await openLightStation();
  });
  afterAll(() => light.close());

  it('knows every procedure of the contract, and none besides', () => {
    expect(procedures.map(({ name }) => name).sort()).toEqual(Object.keys(procedureRights).sort());
    expect(Object.keys(stepUpRules).filter((name) => !Object.hasOwn(procedureRights, name))).toEqual([]);
    expect([...contactProcedures].filter((name) => !Object.hasOwn(procedureRights, name))).toEqual([]);
  });

  describe.each(wires)('$name', ({ open }) => {
    it.each(callers)('%s', { timeout: 120_000 }, async (_who, principal) => {
      const wire = await open(reachedRouter(light), () => principal);
      const found: Record<string, string> = {};
      for (const procedure of procedures) {
        found[procedure.name] = await outcomeOf(wire, procedure);
      }
      await wire.close();
      const expected = Object.fromEntries(procedures.map(({ name }) => [name, expectedFor(name, principal)]));
      expect(found).toEqual(expected);
    });
  });
});
