import type { Command } from 'commander';
import { z } from 'zod';
import type { LinkProblem } from '#core/contract/station/cable.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onCableBench } from '../on-station.ts';
import { readJsonFile } from '../read-json-file.ts';
import { addUnitBackupCommands } from './unit-backup-commands.ts';
import { onPort, portOptions, withPort } from './unit-port.ts';

const writeOptions = portOptions.extend({
  profile: z.string(),
  imei: z.string().optional(),
  dryRun: z.boolean().default(false),
});

/** A profile that Fitbay saved as a file is checked and resolved by the station; anything else is plain values. */
const fitbayFile = z.object({ format: z.literal('fitbay-profile') });

interface Wanted {
  readonly values: Readonly<Record<string, string>>;
  readonly profile?: string;
}

/** What a file wants; null where it is none that can be written. */
function wantedIn(value: unknown): Wanted | null {
  if (fitbayFile.safeParse(value).success) {
    return { values: {}, profile: JSON.stringify(value) };
  }
  const parsed = plainFile.safeParse(value);
  return parsed.success ? { values: parsed.data } : null;
}

/** A list of keys and values, or simply `{"apn": "…"}`. */
const plainFile = z.union([
  z
    .object({ values: z.array(z.object({ key: z.string(), value: z.string() })) })
    .transform(({ values }) => Object.fromEntries(values.map(({ key, value }) => [key, value]))),
  z.record(z.string(), z.union([z.string(), z.number()]).transform(String)),
]);

type Written = Awaited<ReturnType<StationClient['cable']['writePort']>>;

/** `fitbay unit …`: units on a serial port or `tcp://host:port`, without a work sheet (INST-1 to INST-3). */
export function addUnitCommands(program: Command, actions: Actions): void {
  const unit = program.command('unit').description('Talk to units over the cable');
  actions.act(unit.command('list').description('Show ports with what answers on them'), (call) =>
    onCableBench(call, async (client) => {
      const ports = await client.cable.ports();
      call.output.result(ports, () => ports.map(describePort).join('\n') || 'No ports.');
      return exitStatus.done;
    }),
  );
  addReadings(unit, actions);
  addWrite(unit, actions);
  addUnitBackupCommands(unit, actions);
}

function describePort(port: Awaited<ReturnType<StationClient['cable']['ports']>>[number]): string {
  const who = port.identity === null ? (port.problem ?? '') : describeIdentity(port.identity);
  return [port.port, port.usb ?? '', port.driver ?? '', who].filter((part) => part !== '').join('  ');
}

function describeIdentity(identity: { imei: string | null; model: string; firmware: string }): string {
  return `${identity.model}, IMEI ${identity.imei ?? 'not told'}, firmware ${identity.firmware || 'not told'}`;
}

/** The three commands that only ask. */
function addReadings(unit: Command, { act }: Actions): void {
  act(withPort(unit.command('identify').description('Read who the unit is')), (call) =>
    onPort(call, async (client, on) => {
      const answer = await client.cable.identifyPort(on);
      return answer.kind === 'link-problem' ? answer : show(call, answer, () => describeIdentity(answer));
    }),
  );
  act(withPort(unit.command('read').description('Read its configuration')), (call) =>
    onPort(call, async (client, on) => {
      const answer = await client.cable.readPort(on);
      return answer.kind === 'link-problem' ? answer : show(call, answer, () => describeReadings(answer.values));
    }),
  );
  act(withPort(unit.command('health').description('Measure its health once')), (call) =>
    onPort(call, async (client, on) => {
      const answer = await client.cable.healthPort(on);
      return answer.kind === 'link-problem' ? answer : show(call, answer, () => describeReadings(answer.fields));
    }),
  );
}

function describeReadings(
  readings: Readonly<Record<string, { readonly kind: string; readonly value?: unknown; readonly why?: string }>>,
): string {
  return Object.entries(readings)
    .map(([name, { kind, value, why }]) => `${name.padEnd(28)} ${kind === 'value' ? String(value) : (why ?? kind)}`)
    .join('\n');
}

function addWrite(unit: Command, { act }: Actions): void {
  const write = withPort(unit.command('write'))
    .description('Write what differs from a profile, read it back and verify')
    .requiredOption('--profile <file>', 'a profile that Fitbay saved as a file, or JSON: {"key": "value"}')
    .option('--imei <number>', 'refuse any other unit')
    .option('--dry-run', 'only show the difference');
  act(write, async (call) => {
    const { profile, imei, dryRun } = writeOptions.parse(call.options);
    const file = readJsonFile(profile);
    const wanted = file.kind === 'read' ? wantedIn(file.value) : null;
    if (wanted === null) {
      call.output.note(file.kind === 'unreadable' ? file.detail : `${profile} is no profile.`);
      return exitStatus.wrongUsage;
    }
    return onPort(call, async (client, on) => {
      const answer = await client.cable.writePort({
        ...on,
        ...wanted,
        dryRun,
        ...(imei === undefined ? {} : { imei }),
      });
      if (answer.kind === 'link-problem') {
        return answer;
      }
      call.output.result(answer, () => describeWritten(answer));
      return answer.kind === 'verified' || answer.kind === 'planned' ? exitStatus.done : exitStatus.no;
    });
  });
}

function describeWritten(answer: Exclude<Written, LinkProblem>): string {
  switch (answer.kind) {
    case 'wrong-unit':
      return `Another unit is on the cable: ${answer.read ?? 'it does not tell its IMEI'}, not ${answer.expected}. Nothing was written.`;
    case 'refused-value':
      return `${answer.key} was not accepted: ${answer.why}. Nothing was written.`;
    case 'not-taken':
      return `This profile is not taken: ${answer.why}${answer.keys.length === 0 ? '' : ` (${answer.keys.join(', ')})`}. Nothing was written.`;
    case 'secret-missing':
      return `The profile names the secret "${answer.name}", and this station has no value for it. Nothing was written.`;
    case 'older-firmware':
      return `The profile wants firmware ${answer.minimum} or newer, the unit has ${answer.firmware}. Nothing was written.`;
    case 'locked':
      return `The owner prescribes ${answer.keys.join(', ')} otherwise. Nothing was written.`;
    default:
      return [
        `${answer.kind}, ${answer.changes.length} value(s)`,
        ...answer.changes.map(({ key, from, to, state }) => `  ${key.padEnd(24)} ${from ?? '–'} → ${to}  ${state}`),
      ].join('\n');
  }
}

function show({ output }: CommandCall, answer: unknown, text: () => string): ExitStatus {
  output.result(answer, text);
  return exitStatus.done;
}
