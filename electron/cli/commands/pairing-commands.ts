import type { Command } from 'commander';
import { z } from 'zod';
import { matchVin, type PairingMatch } from '#core/domain/pairing/match-vin.ts';
import { type PairingEventsReading, readPairingEvents } from '#core/domain/pairing/read-pairing-events.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { assetId } from '#core/kernel/entity-ids.ts';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';
import { readJsonFile } from '../read-json-file.ts';

const matchOptions = z.object({ vin: z.string(), assets: z.string() });

/** A fleet's assets as other systems export them. */
const assetList = z.array(z.object({ id: assetId, vin: z.string().nullish(), unitId: z.string().nullish() }));

/** `fitbay pairing match` and `fitbay events check`: which asset a VIN means, and what pairing events say (PAIR-2, PAIR-4). */
export function addPairingCommands(program: Command, { act }: Actions): void {
  const match = program
    .command('pairing')
    .description('Pair units and assets')
    .command('match')
    .description('Say which asset a VIN from a unit means')
    .requiredOption('--vin <vin>', 'as the unit reports it; may be a part')
    .requiredOption('--assets <file>', 'JSON list of {"id","vin","unitId"?}');
  act(match, async ({ options, output }) => {
    const { vin, assets } = matchOptions.parse(options);
    const file = readJsonFile(assets);
    if (file.kind === 'unreadable') {
      output.note(file.detail);
      return exitStatus.wrongUsage;
    }
    const list = assetList.safeParse(file.value);
    if (!list.success) {
      output.refusal({ kind: 'invalid', issues: issuesOf(list.error) }, `${assets} is no list of assets.`);
      return exitStatus.no;
    }
    const known = list.data.map(({ id, vin: assetVin, unitId }) => ({
      id,
      vin: assetVin ?? null,
      unit: unitId ?? null,
    }));
    const outcome = reported(matchVin(vin, known));
    output.result(outcome, () => describeMatch(outcome));
    return outcome.kind === 'paired' ? exitStatus.done : exitStatus.no;
  });

  const check = program
    .command('events')
    .description('Work with pairing events')
    .command('check')
    .argument('<file...>', 'event batches as JSON')
    .description('Read pairing events of version 1 and 2');
  act(check, async ({ words, output }) => {
    let isAllValid = true;
    for (const file of words) {
      const json = readJsonFile(file);
      const reading: PairingEventsReading =
        json.kind === 'read' ? readPairingEvents(json.value) : { kind: 'invalid', issues: [json.detail] };
      isAllValid &&= reading.kind === 'events';
      output.result({ file, ...reading }, () => describeEvents(file, reading));
    }
    return isAllValid ? exitStatus.done : exitStatus.no;
  });
}

type ReportedMatch =
  | Extract<PairingMatch, { kind: 'paired' }>
  | { readonly kind: 'failed'; readonly reason: string; readonly candidateAssetIds: readonly string[] };

/** An asset that has another unit is a failure for whoever asks, with the asset as its candidate. */
function reported(match: PairingMatch): ReportedMatch {
  return match.kind === 'occupied' ? { kind: 'failed', reason: 'occupied', candidateAssetIds: [match.assetId] } : match;
}

function describeMatch(match: ReportedMatch): string {
  switch (match.kind) {
    case 'paired':
      return `Asset ${match.assetId} (${match.match} match).`;
    case 'failed':
      return `No pairing: ${match.reason}${match.candidateAssetIds.length === 0 ? '' : ` (${match.candidateAssetIds.join(', ')})`}.`;
    default:
      return assertNever(match);
  }
}

function describeEvents(file: string, reading: PairingEventsReading): string {
  return reading.kind === 'invalid'
    ? [`${file}: invalid`, ...reading.issues.map((issue) => `  ${issue}`)].join('\n')
    : [
        `${file}: ${reading.events.length} event(s)`,
        ...reading.events.map((event) =>
          ['', event.registeredOn, event.eventType, event.unitId, event.status, event.reason, event.assetId]
            .filter((part) => part !== null)
            .join('  '),
        ),
      ].join('\n');
}

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
