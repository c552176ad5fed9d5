import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import type { AddToCartonResult } from '#core/contract/station/carton.ts';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { type CartonOutcome, cartonOutcome, countOutcomes, unitOfRow } from '#core/domain/carton/carton-outcome.ts';
import { rowReason } from '#core/domain/carton/row-reason.ts';
import { splitList } from '#core/domain/carton/split-list.ts';
import { needsSecondPerson, planTransfers } from '#core/domain/carton/transfer-plan.ts';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { type CartonId, organizationId, profileId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { CliOutput } from '../cli-output.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

const cartonOptions = z.object({
  to: organizationId,
  file: z.string().optional(),
  unit: z.array(z.string()).default([]),
  profile: profileId.optional(),
  dryRun: z.boolean().default(false),
});
type CartonOptions = z.infer<typeof cartonOptions>;

/** `fitbay carton`: many units to one customer, each with its own result (OWN-12). */
export function addCartonCommand(program: Command, { act }: Actions): void {
  const carton = program
    .command('carton')
    .description('Hand many units over to a customer in one step, each with its own result')
    .requiredOption('--to <id>', 'organization that gets them')
    .option('--file <file>', 'list of labels or serials, one per line')
    .option('--unit <unit...>', 'labels, serials or TYPE:SERIAL')
    .option('--profile <id>', 'what the units shall be configured with afterwards')
    .option('--dry-run', 'say how each stands and transfer nothing');
  act(carton, async (call) => {
    const options = cartonOptions.parse(call.options);
    const list = readList(call, options);
    if (list === null) {
      return exitStatus.wrongUsage;
    }
    return onStation(call, (client) => runCarton(call, client, { ...options, texts: list }), { start: true });
  });
}

/** Null where there is nothing to read; the note says why. */
function readList({ output }: CommandCall, { file, unit }: CartonOptions): string[] | null {
  try {
    const texts = [...unit, ...(file === undefined ? [] : splitList(readFileSync(file, 'utf8')))];
    if (texts.length > 0) {
      return texts;
    }
    output.note('Name the units: --file FILE or --unit UNIT.');
  } catch (error: unknown) {
    output.note(`The list cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}

interface Wish extends CartonOptions {
  readonly texts: string[];
}

async function runCarton({ output }: CommandCall, client: StationClient, wish: Wish): Promise<ExitStatus> {
  const started = await client.carton.start({ customerId: wish.to, profileId: wish.profile ?? null });
  if (started.kind !== 'started') {
    output.refusal({ kind: 'refused', code: started.kind }, `No carton: ${started.kind}.`);
    return exitStatus.no;
  }
  const { cartonId } = started;
  const added = await client.carton.add({ cartonId, texts: wish.texts, source: 'command-line' });
  if (added.kind !== 'added') {
    output.refusal({ kind: 'refused', code: added.kind }, `The list was not taken: ${added.kind}.`);
    return exitStatus.no;
  }
  await client.carton.recheck({ cartonId });
  if (!wish.dryRun) {
    await transferAll(client, cartonId);
  }
  const rows = await rowsOf(client, cartonId);
  await client.carton.close({ cartonId });
  tell(output, added, rows);
  const counts = countOutcomes(rows);
  output.result(
    { kind: 'carton', cartonId, units: rows.length, dryRun: wish.dryRun, counts },
    () => `Carton ${cartonId}`,
  );
  return statusOf(counts, added, wish.dryRun);
}

/** Confirms what is allowed by the newest word of the centre, and sends it until the centre has answered or cannot be reached. */
async function transferAll(client: StationClient, cartonId: CartonId): Promise<void> {
  const units = planTransfers(await rowsOf(client, cartonId)).units.map((unit) => ({ ...unit }));
  if (units.length === 0) {
    return;
  }
  await (needsSecondPerson(units.length)
    ? client.carton.confirmBulk({ cartonId, units })
    : client.carton.confirm({ cartonId, units }));
  const before = (await client.sync.run()).pending;
  for (let pending = before; pending > 0; ) {
    const { pending: left } = await client.sync.run();
    if (left >= pending) {
      return;
    }
    pending = left;
  }
}

async function rowsOf(client: StationClient, cartonId: CartonId): Promise<CartonRow[]> {
  const view = await client.carton.view({ cartonId, since: 0 });
  return view.kind === 'carton' ? [...view.rows].sort((left, right) => left.number - right.number) : [];
}

type Added = Extract<AddToCartonResult, { kind: 'added' }>;

/** One line for each code of the list: rows in their order, then what became no row. */
function tell(output: CliOutput, added: Added, rows: readonly CartonRow[]): void {
  for (const row of rows) {
    const line = lineOf(row);
    const words = [line.kind, line.code, line.by].filter((word) => word !== null).join(' ');
    output.result(line, () => `${String(row.number).padStart(4)}  ${line.unit.padEnd(28)} ${words}`);
  }
  for (const { number, text } of added.duplicates) {
    output.result({ kind: 'duplicate', text, number }, () => `      ${text}: in the list already, line ${number}`);
  }
  for (const { code, text } of added.unreadable) {
    output.result({ kind: 'unreadable', text, code }, () => `      ${text}: ${code}`);
  }
}

const kinds: Readonly<Record<CartonOutcome, string>> = {
  ready: 'ready',
  'choose-type': 'choose-type',
  requested: 'provisional',
  transferred: 'transferred',
  already: 'already',
  lost: 'refused',
  refused: 'refused',
  blocked: 'refused',
};

function lineOf(row: CartonRow) {
  const { label, number, transfer, verdict } = row;
  const unit = unitOfRow(row);
  const reason = rowReason(row);
  const owner = verdict.kind === 'verdict' ? verdict.owner : null;
  return {
    kind: kinds[cartonOutcome(row)],
    number,
    text: label.text,
    unit: unit === null ? label.serial : formatUnitKey(unit),
    owner: owner === null ? null : { ...owner },
    code: reason?.code ?? null,
    transferId: transfer.kind === 'open' ? null : transfer.operationId,
    by: reason?.winner?.name ?? null,
    at: reason?.winner?.at ?? null,
    ...(verdict.kind === 'choose-type' ? { types: verdict.types } : {}),
  };
}

/** A no for any unit is a no; otherwise what still waits for the centre may be tried later. */
function statusOf(counts: Readonly<Record<CartonOutcome, number>>, added: Added, isDryRun: boolean): ExitStatus {
  const refused = counts.blocked + counts.refused + counts.lost + counts['choose-type'] + added.unreadable.length;
  if (refused > 0) {
    return exitStatus.no;
  }
  const isWaiting = counts.requested > 0 || (!isDryRun && counts.ready > 0);
  return isWaiting ? exitStatus.tryLater : exitStatus.done;
}
