import { setTimeout as sleep } from 'node:timers/promises';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type DemoStep, type DemoWalk, right, sessionOf, sheetOf, wrong } from './demo-walk.ts';

/** The first half of the main job: who works, for whom, on which unit, and whose it is. */
export const demoSerial = '359315075384726';
export const demoBay = 1;
export const demoTechnician = 'M. Kaya';
const customerName = 'Nordfracht Logistik';
const portsAppearWithinMs = 10_000;

const signIn: DemoStep = {
  name: 'sign-in',
  async run({ client }, state) {
    const technician = await technicianOf(client);
    if (technician === null) {
      return wrong(`${demoTechnician} is not among the people of the station`);
    }
    const result = await client.access.signIn(technician);
    return result.kind === 'signed-in' ? right(state, `${demoTechnician} took the seat`) : wrong(result);
  },
};

/** The demo's PINs are no secret: the station tells them with the tiles. */
export async function technicianOf(client: DemoWalk['client']): Promise<{ personId: string; pin: string } | null> {
  const tile = (await client.access.people()).find(({ displayName }) => displayName === demoTechnician);
  return tile?.demoPin === undefined ? null : { personId: tile.id, pin: tile.demoPin };
}

const chooseCustomer: DemoStep = {
  name: 'customer',
  async run({ client }, state) {
    const customer = (await client.customers.list({})).find(({ name }) => name === customerName);
    if (customer === undefined) {
      return wrong(`${customerName} is not among the customers`);
    }
    const result = await client.customers.choose({ customerId: customer.id });
    return result.kind === 'chosen' ? right(state, `${customerName}, trust ${customer.trust.kind}`) : wrong(result);
  },
};

const scan: DemoStep = {
  name: 'scan',
  async run({ client }, state) {
    const text = demoFleet.tray.find((label) => label.text.includes(demoSerial))?.text ?? demoSerial;
    const result = await client.scan.read({
      text,
      source: 'demo-tray',
      context: { screen: 'bench', sessionId: null, awaiting: 'unit' },
    });
    return result.kind === 'sheet-opened'
      ? right({ ...state, sessionId: result.sessionId }, `${text} opened a work sheet`)
      : wrong(result);
  },
};

const identify: DemoStep = {
  name: 'identify',
  async run(walk, state) {
    const deadlineMs = performance.now() + portsAppearWithinMs;
    while (!(await walk.client.cable.bays()).some(({ bay, state: is }) => bay === demoBay && is === 'idle')) {
      if (performance.now() > deadlineMs) {
        return wrong('no unit appeared on bay 1');
      }
      await sleep(100);
    }
    const result = await walk.client.bench.identify({ sessionId: sessionOf(state), bay: demoBay });
    if (result.kind !== 'agrees') {
      return wrong(result);
    }
    const { identity } = (await sheetOf(walk, state)).session;
    return identity.kind === 'agrees'
      ? right(state, `${identity.model} with firmware ${identity.firmware} on ${identity.port} is the unit scanned`)
      : wrong(identity);
  },
};

const verdict: DemoStep = {
  name: 'verdict',
  async run(walk, state) {
    const { verdict: found } = (await sheetOf(walk, state)).session;
    return found.kind === 'verdict' && found.next === 'TRANSFER_AVAILABLE' && found.freshness === 'live'
      ? right(state, `owned by ${found.owner?.name}, can be transferred`)
      : wrong(found);
  },
};

const transfer: DemoStep = {
  name: 'transfer',
  async run(walk, state) {
    const { session } = await sheetOf(walk, state);
    const { verdict: found, customerId } = session;
    if (found.kind !== 'verdict' || found.owner === null || found.ownerEpoch === null) {
      return wrong(found);
    }
    const pin = (await technicianOf(walk.client))?.pin ?? '';
    const proof = await walk.client.access.stepUp({ act: 'transfer', pin });
    if (proof.kind !== 'proved') {
      return wrong(proof);
    }
    const result = await walk.client.backups.transfer({
      sessionId: session.id,
      fromId: found.owner.id,
      toId: customerId,
      expectedEpoch: found.ownerEpoch,
      unpairFirst: false,
    });
    if (result.kind !== 'transferred') {
      return wrong(result);
    }
    const { restore } = (await sheetOf(walk, state)).session;
    const back = restore.kind === 'done' ? restore.lines.filter(({ state: is }) => is === 'verified').length : null;
    return back === null
      ? wrong(restore)
      : right(
          { ...state, transferId: result.transferId },
          `from ${found.owner.name}, confirmed by PIN, acknowledged by the cloud; backup kept, ${back} values put back`,
        );
  },
};

export const ownershipSteps: readonly DemoStep[] = [signIn, chooseCustomer, scan, identify, verdict, transfer];
