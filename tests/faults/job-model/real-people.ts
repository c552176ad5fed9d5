import { rightsOf } from '#core/domain/access/roles.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import type { Principal } from '#core/station/principal.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { BenchWorld } from '../../station/testing/bench-world.ts';
import type { Technician } from './job-rules.ts';

export const fullNames: Readonly<Record<Technician, string>> = { Kaya: 'M. Kaya', Okafor: 'A. Okafor' };

/** Anybody of the demo's people, as the gate of a station meets them. */
export function principalOf(name: string): Principal {
  const person = demoFleet.people.find(({ displayName }) => displayName === name);
  if (person === undefined) {
    throw new Error(`the demo has nobody of the name ${name}`);
  }
  const { id, displayName, roles, organization } = person;
  return {
    kind: 'person',
    personId: personId.parse(id),
    name: displayName,
    roles,
    rights: rightsOf(roles),
    locked: false,
    isServicePartner: organization === 'hansen',
  };
}

/** The workshop's supervisor, at whichever bench. */
export function asSupervisor(bench: BenchWorld): StationClient {
  return bench.clientAs(principalOf('S. Brandt'));
}
