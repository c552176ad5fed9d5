import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { driverId, type LinkProblem } from '#core/contract/station/cable.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onCableBench } from '../on-station.ts';

/** What the commands on a unit share: which port, which driver, and what to say when it cannot be reached. */
const driver = driverId.optional();
export const portOptions = z.object({ port: z.string(), driver });

export function withPort(command: Command): Command {
  return command
    .requiredOption('--port <path>', 'for example /dev/ttyUSB0, COM7 or tcp://127.0.0.1:4001')
    .option('--driver <id>', `${driverId.options.join(', ')}; left out, the unit is asked`);
}

type PortWork = (
  client: StationClient,
  on: { port: string; driver?: z.infer<typeof driverId> },
) => Promise<ExitStatus | LinkProblem>;

export async function onPort(call: CommandCall, work: PortWork): Promise<ExitStatus> {
  const options = portOptions.safeParse(call.options);
  if (!options.success) {
    call.output.note('There is no such driver.');
    return exitStatus.wrongUsage;
  }
  const { port, driver: named } = options.data;
  // The station may run in another folder than this command.
  const path = port.includes('/') && !port.includes('://') ? resolve(port) : port;
  return onCableBench(call, async (client) => {
    const outcome = await work(client, { port: path, ...(named === undefined ? {} : { driver: named }) });
    return typeof outcome === 'number' ? outcome : explainProblem(call, outcome);
  });
}

/** Trouble that may be over in a moment: the same command may succeed then. */
const passing: ReadonlySet<LinkProblem['reason']> = new Set(['busy', 'timed-out', 'port-lost', 'cancelled']);

function explainProblem({ output }: CommandCall, problem: LinkProblem): ExitStatus {
  const detail = problem.detail === '' ? '' : `: ${problem.detail}`;
  output.refusal(problem, `The unit cannot be reached, ${problem.reason}${detail}`);
  return passing.has(problem.reason) ? exitStatus.tryLater : exitStatus.no;
}
