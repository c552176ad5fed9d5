import type { Command } from 'commander';
import { z } from 'zod';
import { assertNever } from '#core/kernel/assert-never.ts';
import { faultCatalogue } from '#sim/faults/fault-catalogue.ts';
import type { FaultDefinition } from '#sim/faults/fault-definition.ts';
import { runSimUnit, type SimUnitRun } from '#sim/unit-command.ts';
import { unitFamilies } from '#sim/units/families.ts';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { addSimDevice } from './sim-device-command.ts';

const number = z.string().regex(/^\d+$/).transform(Number);
const simOptions = z.object({
  family: z.string(),
  pty: z.union([z.boolean(), z.string()]).optional(),
  tcp: number.optional(),
  imei: z.string().optional(),
  model: z.string().optional(),
  iccid: z.string().optional(),
  ebsVin: z.string().optional(),
  fault: z.array(z.string()).optional(),
  seed: number.optional(),
});

/** `fitbay sim …`: a virtual unit, or a device that is none, until it is stopped (INST-2). */
export function addSimCommands(program: Command, { act }: Actions): void {
  const sim = program.command('sim').description('Simulate hardware');
  addSimDevice(sim, act);
  const unit = sim
    .command('unit')
    .description('Run a virtual unit until Ctrl-C')
    .requiredOption('--family <family>', unitFamilies.join(', '))
    .option('--pty [path]', 'on a pseudo-terminal (the default)')
    .option('--tcp <port>', 'on a TCP port of this machine; 0 takes a free one')
    .option('--imei <number>')
    .option('--model <name>')
    .option('--iccid <number>')
    .option('--ebs-vin <vin>', 'what its brake system tells')
    .option('--fault <name...>', 'what shall go wrong: NAME or NAME=NUMBER, see `fitbay sim faults`')
    .option('--seed <number>', 'same seed, same bytes');
  act(unit, runUnit);
  act(sim.command('faults').description('List what can go wrong with a virtual unit'), listFaults);
}

/** Every fault by the name that `--fault` takes, in the order of their groups. */
async function listFaults({ output }: CommandCall): Promise<ExitStatus> {
  const catalogue: Readonly<Record<string, FaultDefinition>> = faultCatalogue;
  const faults = Object.entries(catalogue)
    .map(([name, { group, says, amount }]) => ({ name, group, says, ...(amount === undefined ? {} : { amount }) }))
    .toSorted((left, right) => left.group - right.group);
  const line = ({ name, group, says, amount }: (typeof faults)[number]) =>
    `${String(group).padStart(2)}  ${name.padEnd(24)}${says}${amount === undefined ? '' : ` =${amount.usual}: ${amount.means}.`}`;
  output.result({ kind: 'faults', faults }, () => faults.map(line).join('\n'));
  return exitStatus.done;
}

async function runUnit({ options, output }: CommandCall): Promise<ExitStatus> {
  const parsed = simOptions.safeParse(options);
  if (!parsed.success) {
    output.note('--tcp and --seed take a number.');
    return exitStatus.wrongUsage;
  }
  const { pty, tcp, fault, ...rest } = parsed.data;
  if (pty !== undefined && tcp !== undefined) {
    output.note('Choose one of --pty and --tcp.');
    return exitStatus.wrongUsage;
  }
  const stop = new AbortController();
  void listenForEndWish().wished.then(() => stop.abort());
  const run = await runSimUnit(
    {
      ...defined(rest),
      family: rest.family,
      ...(fault === undefined ? {} : { faults: fault }),
      front:
        tcp === undefined
          ? { kind: 'pty', ...(typeof pty === 'string' ? { path: pty } : {}) }
          : { kind: 'tcp', port: tcp },
      stop: stop.signal,
    },
    (line) => tell(output, line),
  );
  return explain(run, output.note);
}

const told = z.object({ kind: z.string(), port: z.string().optional(), presence: z.string().optional() });

function tell(output: CommandCall['output'], line: string): void {
  const value: unknown = JSON.parse(line);
  const { kind, port, presence } = told.parse(value);
  output.ready(
    value,
    kind === 'ready' ? `A virtual unit is at ${port}. Ctrl-C ends it.` : `The unit is ${presence} at ${port}.`,
  );
}

/** Leaves out what was not given, as options without a value mean it. */
function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  // Only absent keys are dropped, so what remains has exactly the other types.
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

function explain(run: SimUnitRun, note: (text: string) => void): ExitStatus {
  switch (run.kind) {
    case 'stopped':
      return exitStatus.done;
    case 'unknown-family':
    case 'unknown-fault':
      note(
        `There is no ${run.kind === 'unknown-family' ? 'family' : 'fault'} ${run.text}. Known: ${run.known.join(', ')}.`,
      );
      return exitStatus.wrongUsage;
    case 'invalid-imei':
      note(`${run.text} is no IMEI: 15 digits are wanted.`);
      return exitStatus.wrongUsage;
    case 'not-started':
      note(`The unit's port cannot be made: ${run.detail}`);
      return exitStatus.tryLater;
    default:
      return assertNever(run);
  }
}
