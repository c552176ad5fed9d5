import { addUnits, type NewUnit } from '#cloud/registry/put.ts';
import type { CartonView } from '#core/contract/station/carton.ts';
import type { StepUpAct } from '#core/domain/access/step-up-act.ts';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { type CartonOutcome, cartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { planTransfers } from '#core/domain/carton/transfer-plan.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { type CartonId, organizationId, personId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type CloudWorld, organizationOf } from './bench-world.ts';
import { givePin } from './with-pin.ts';

/** What a technician does with a carton, said shortly for the tests of it. */

/** A unit that a test puts into the registry. */
export interface TestUnit {
  readonly serial: string;
  readonly unitType?: string;
  /** Key of the demo's organization that owns it; default: the workshop itself. */
  readonly owner?: string;
}

/** The `index`-th serial of a series that no other test uses. */
export function serialOf(series: number, index: number): string {
  const body = `77${String(series).padStart(4, '0')}${String(index).padStart(8, '0')}`;
  return `${body}${luhnCheckDigit(body)}`;
}

export async function register(cloud: CloudWorld, units: readonly TestUnit[]): Promise<void> {
  const rows = units.map(
    ({ serial, unitType = 'evopulse', owner = 'hansen' }): NewUnit => ({
      serial,
      unitType,
      ownerId: organizationOf(owner),
      subscription: { state: 'active', endsAt: null },
      configuration: 'configured',
      pairedAssetId: null,
      lastContactAt: null,
    }),
  );
  await cloud.database.asSystem('administration').transact((transaction) => addUnits(transaction, rows));
}

export async function startCarton(client: StationClient, customer?: string): Promise<CartonId> {
  const started = await client.carton.start({
    profileId: null,
    ...(customer === undefined ? {} : { customerId: organizationId.parse(organizationOf(customer)) }),
  });
  if (started.kind !== 'started') {
    throw new Error(`the carton did not begin: ${started.kind}`);
  }
  return started.cartonId;
}

export async function viewOf(client: StationClient, cartonId: CartonId): Promise<CartonView> {
  const view = await client.carton.view({ cartonId, since: 0 });
  if (view.kind !== 'carton') {
    throw new Error(`there is no carton ${cartonId}`);
  }
  return view;
}

/** Puts codes into the carton and waits until the centre was asked about all of them. */
export async function fill(client: StationClient, cartonId: CartonId, texts: readonly string[]) {
  const added = await client.carton.add({ cartonId, texts: [...texts], source: 'typed' });
  await client.carton.recheck({ cartonId });
  // The question that putting them in began may still be on its way; its answer must not overtake what a test does next.
  await eventually(async () => (await viewOf(client, cartonId)).checking.length === 0);
  return added;
}

/** Confirms exactly what the table shows, with the PINs that it takes. */
export async function confirmAsShown(client: StationClient, cartonId: CartonId, secondName = 'S. Brandt') {
  const { rows } = await viewOf(client, cartonId);
  const units = planTransfers(rows).units.map((unit) => ({ ...unit }));
  if (units.length <= 20) {
    await givePin(client, 'transfer');
    return client.carton.confirm({ cartonId, units });
  }
  await giveSecondPin(client, secondName);
  return client.carton.confirmBulk({ cartonId, units });
}

/** A colleague agrees, to many at once unless another act is named. */
export async function giveSecondPin(client: StationClient, name: string, act: StepUpAct = 'bulk') {
  const second = demoFleet.people.find(({ displayName }) => displayName === name);
  return client.access.stepUp({ act, pin: second?.pin ?? '', personId: personId.parse(second?.id) });
}

/** Outcomes by row number, in order. */
export function outcomesOf(rows: readonly CartonRow[]): readonly CartonOutcome[] {
  return [...rows].sort((left, right) => left.number - right.number).map(cartonOutcome);
}

/** Waits for something that the station comes to by itself. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 40_000;
  while (!(await isSo())) {
    if (Date.now() > until) {
      throw new Error('it did not come to that in 40 s');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
