import type { MachineCheck } from '#core/ports/machine.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createLog } from '../adapters/log/create-log.ts';
import { createMachine } from '../adapters/machine/create-machine.ts';
import { createPortInspector } from '../adapters/serial/create-port-inspector.ts';
import { createSerialUnitPorts } from '../adapters/serial/create-serial-unit-ports.ts';
import { explainRefusal } from '../compose/explain-refusal.ts';
import { oldestNode } from '../compose/fitbay-version.ts';
import { builtPageFolder } from '../headless.ts';
import type { CommandCall } from './command-call.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { reachStation } from './reach-station.ts';

/** Looks at the machine and, where one starts or runs, at its station; works where no station starts. */
export async function examine(call: CommandCall): Promise<ExitStatus> {
  const reached = await reachStation(call, { start: true });
  switch (reached.kind) {
    case 'reached':
      try {
        await reached.client.sync.run();
        return show(call, (await reached.client.station.doctor()).checks);
      } finally {
        await reached.close();
      }
    case 'no-answer':
      return show(call, [...(await machineChecks(call)), trouble('bad', 'station', reached.detail)]);
    case 'not-enrolled':
      return show(call, [
        ...(await machineChecks(call)),
        {
          ...trouble('warn', 'station', 'not enrolled'),
          fix: 'Enrol the station, or try the demo with `npm start`.',
        },
      ]);
    default:
      return show(call, [...(await machineChecks(call)), trouble('bad', 'station', explainRefusal(reached))]);
  }
}

function trouble(state: 'warn' | 'bad', name: string, detail: string): MachineCheck {
  return { name, state, detail, fix: null };
}

function machineChecks({ dataFolder }: CommandCall): Promise<readonly MachineCheck[]> {
  const log = createLog({ destination: 'stderr', level: 'silent' });
  const unitPorts = createSerialUnitPorts({ clock: systemClock, log });
  const portInspector = createPortInspector({ platform: process.platform });
  return createMachine({ dataFolder, unitPorts, portInspector, pageFolder: builtPageFolder, oldestNode }).checks();
}

function show({ output }: CommandCall, checks: readonly MachineCheck[]): ExitStatus {
  output.result({ checks }, () =>
    checks
      .map(({ name, state, detail, fix }) => {
        const line = `${state.padEnd(5)} ${name.padEnd(14)} ${detail}`;
        return fix === null ? line : `${line}\n${' '.repeat(21)}${fix}`;
      })
      .join('\n'),
  );
  return checks.some(({ state }) => state === 'bad') ? exitStatus.no : exitStatus.done;
}
