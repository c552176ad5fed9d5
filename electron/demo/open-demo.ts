import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '../adapters/serial/create-serial-unit-ports.ts';
import type { DemoPlace, DemoWorld } from '../compose/compose-station.ts';
import { placesIn } from '../compose/data-folder.ts';
import type { BayCables } from './bay-cables.ts';
import { bayNumbers, createDemoBench, type DemoBench } from './demo-bench.ts';
import { putDemoFirmware } from './demo-firmware.ts';
import { createDemoRoad } from './demo-road.ts';
import { createDemoMemory, type DemoMemory } from './demo-state.ts';
import { createDemoUnits, type DemoPace, type DemoUnits } from './demo-units.ts';
import { createInProcessCables } from './in-process-cables.ts';
import { createMobileNetwork } from './mobile-network.ts';
import { openOfficeDemo } from './open-office-demo.ts';
import { createOverTheAir } from './over-the-air.ts';
import { createTerminalCables } from './terminal-cables.ts';

export interface DemoOptions {
  readonly pace?: DemoPace | undefined;
  /** The program that makes terminals; `socat` from the search path when left out. */
  readonly socat?: string;
}

/**
 * The demo's world around a station: two bays with virtual units, the plug of the network, the tray of labels, and the mobile network
 * that configured units report over. Everything that a person changed is there again after a restart.
 */
export async function openDemo(place: DemoPlace, options: DemoOptions = {}): Promise<DemoWorld> {
  if (place.stationId === demoFleet.office.id) {
    return openOfficeDemo();
  }
  const folder = join(place.dataFolder, 'demo');
  const memory = createDemoMemory(folder);
  const firmware = { shelf: placesIn(place.dataFolder).firmware, byHand: join(folder, 'firmware') };
  await putDemoFirmware(firmware, systemClock.now());
  const demoUnits = createDemoUnits(memory, options.pace ?? {});
  const { units, keep } = demoUnits;
  const { bench, cables, notice } = await setUpBench(
    { folder, demoUnits, memory, log: place.log },
    options.socat ?? 'socat',
  );
  const network = createMobileNetwork(place);
  const stops = [...units].map(([id, unit]) => network.carry(id, unit));
  return {
    controls: { ...bench.controls, ...createDemoRoad(network) },
    unitPorts: cables.unitPorts,
    behindPlatform: createOverTheAir({ units, onReset: keep }).behind,
    notice,
    async close() {
      for (const stop of stops) {
        stop();
      }
      await cables.close();
      for (const unit of units.values()) {
        unit.close();
      }
    },
  };
}

interface SetUp {
  readonly folder: string;
  readonly demoUnits: DemoUnits;
  readonly memory: DemoMemory;
  readonly log: DemoPlace['log'];
}

interface SetUpBench {
  readonly bench: DemoBench;
  readonly cables: BayCables;
  readonly notice: string | null;
}

/** Bays on terminals where those can be made, otherwise in this process, and then it is said. */
async function setUpBench({ folder, demoUnits, memory, log }: SetUp, socat: string): Promise<SetUpBench> {
  const terminals = await tryTerminals({ folder, demoUnits, memory, log }, socat);
  if (terminals.kind === 'set-up') {
    return { ...terminals, notice: null };
  }
  const cables = createInProcessCables();
  const bench = createDemoBench({ demoUnits, cables, memory });
  await bench.setUp();
  return {
    bench,
    cables,
    notice: `No pseudo-terminals here (${terminals.detail}): the demo's units are connected inside this process instead.`,
  };
}

type TerminalAttempt =
  | ({ readonly kind: 'set-up' } & Omit<SetUpBench, 'notice'>)
  | { readonly kind: 'impossible'; readonly detail: string };

async function tryTerminals({ folder, demoUnits, memory, log }: SetUp, socat: string): Promise<TerminalAttempt> {
  if (process.platform === 'win32' || spawnSync(socat, ['-V'], { stdio: 'ignore' }).status !== 0) {
    return { kind: 'impossible', detail: 'socat is not installed' };
  }
  const openPorts = createSerialUnitPorts({ clock: systemClock, log });
  const cables = await createTerminalCables({ folder, bays: bayNumbers, openPorts, socat });
  const bench = createDemoBench({ demoUnits, cables, memory });
  const placing = await bench.setUp();
  if (placing.kind === 'placed') {
    return { kind: 'set-up', bench, cables };
  }
  await cables.close();
  return { kind: 'impossible', detail: placing.detail };
}
