import type { Command } from 'commander';
import { z } from 'zod';
import { assertNever } from '#core/kernel/assert-never.ts';
import { deviceKinds, runSimDevice, type SimDeviceRun } from '#sim/device-command.ts';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';

const number = z.string().regex(/^\d+$/).transform(Number);
const deviceOptions = z.object({
  kind: z.string(),
  pty: z.union([z.boolean(), z.string()]).optional(),
  tcp: number.optional(),
  vin: z.string().optional(),
  trouble: z.string().optional(),
  seed: number.optional(),
});

/** `fitbay sim device`: what else may be at the end of a cable, for trying the station without it. */
export function addSimDevice(sim: Command, act: Actions['act']): void {
  const device = sim
    .command('device')
    .description('Run a virtual receiver of positions, or an adapter on a vehicle’s bus, until Ctrl-C')
    .requiredOption('--kind <kind>', deviceKinds.join(', '))
    .option('--pty [path]', 'on a pseudo-terminal (the default)')
    .option('--tcp <port>', 'on a TCP port of this machine; 0 takes a free one')
    .option('--vin <vin>', 'what the vehicle tells through an adapter')
    .option('--trouble <name>', 'what shall be wrong')
    .option('--seed <number>', 'same seed, same sky');
  act(device, runDevice);
}

async function runDevice({ options, output }: CommandCall): Promise<ExitStatus> {
  const parsed = deviceOptions.safeParse(options);
  if (!parsed.success || (parsed.data.pty !== undefined && parsed.data.tcp !== undefined)) {
    output.note('--tcp and --seed take a number; choose one of --pty and --tcp.');
    return exitStatus.wrongUsage;
  }
  const { kind, pty, tcp, vin, trouble, seed } = parsed.data;
  const stop = new AbortController();
  void listenForEndWish().wished.then(() => stop.abort());
  const run = await runSimDevice(
    {
      kind,
      ...(vin === undefined ? {} : { vin }),
      ...(trouble === undefined ? {} : { trouble }),
      ...(seed === undefined ? {} : { seed }),
      front:
        tcp === undefined
          ? { kind: 'pty', ...(typeof pty === 'string' ? { path: pty } : {}) }
          : { kind: 'tcp', port: tcp },
      stop: stop.signal,
    },
    (line) => {
      const value: unknown = JSON.parse(line);
      output.ready(value, `A virtual ${kind} is at ${ready.parse(value).port}. Ctrl-C ends it.`);
    },
  );
  return explain(run, output.note);
}

const ready = z.object({ port: z.string() });

function explain(run: SimDeviceRun, note: (text: string) => void): ExitStatus {
  switch (run.kind) {
    case 'stopped':
      return exitStatus.done;
    case 'unknown-device':
      note(`There is no device ${run.text}. Known: ${run.known.join(', ')}.`);
      return exitStatus.wrongUsage;
    case 'unknown-trouble':
      note(`There is no trouble ${run.text}. Known: ${run.known.join(', ')}.`);
      return exitStatus.wrongUsage;
    case 'not-started':
      note(`The port cannot be made: ${run.detail}`);
      return exitStatus.tryLater;
    default:
      return assertNever(run);
  }
}
