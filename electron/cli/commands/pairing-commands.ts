import type { Command } from 'commander';
import { z } from 'zod';
import type { PairingActResult, PairingRow } from '#core/contract/station/pairing.ts';
import { matchVin, type PairingMatch } from '#core/domain/pairing/match-vin.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { assetId } from '#core/kernel/entity-ids.ts';
import type { Actions } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { readJsonFile } from '../read-json-file.ts';

const matchOptions = z.object({ vin: z.string(), assets: z.string() });

/** A fleet's assets as other systems export them. */
const assetList = z.array(z.object({ id: assetId, vin: z.string().nullish(), unitId: z.string().nullish() }));

/** `fitbay pairing …`: which asset a VIN means, what could not be paired, and pairing by hand (PAIR-1, PAIR-2, PAIR-5). */
export function addPairingCommands(program: Command, { act }: Actions): void {
  const pairing = program.command('pairing').description('Pair units and assets');
  addHandCommands(pairing, act);
  const match = pairing
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
}

const handOptions = z.object({ unit: z.string(), asset: assetId });

/** The same inbox and the same two acts that the page has. */
function addHandCommands(pairing: Command, act: Actions['act']): void {
  act(pairing.command('inbox').description('List units that could not be paired'), (call) =>
    onStation(call, async (client) => {
      const { rows, asOf } = await client.pairing.inbox();
      call.output.result({ kind: 'inbox', rows, asOf }, () => describeInbox(rows));
      return exitStatus.done;
    }),
  );
  for (const name of ['pair', 'unpair'] as const) {
    const command = pairing
      .command(name)
      .description(name === 'pair' ? 'Pair a unit with an asset by hand' : 'End the pairing of a unit with an asset')
      .requiredOption('--unit <unit>', 'TYPE:SERIAL')
      .requiredOption('--asset <id>', 'asset of the same organization');
    act(command, (call) => {
      const { unit, asset } = handOptions.parse(call.options);
      return onStation(
        call,
        async (client) => {
          const answer = await client.pairing[name]({ unit, assetId: asset });
          call.output.result(answer, () => describeHand(name, answer));
          return statusOfHand(answer);
        },
        { start: true },
      );
    });
  }
}

function describeInbox(rows: readonly PairingRow[]): string {
  return rows.length === 0
    ? 'Nothing waits for anybody.'
    : rows
        .map(({ unit, organizationName, issue }) =>
          [
            unit,
            organizationName,
            issue.trouble,
            `${issue.count}x`,
            issue.sensorVin ?? 'no VIN',
            outlookOf(issue),
          ].join('  '),
        )
        .join('\n');
}

function outlookOf({ outlook }: PairingRow['issue']): string {
  switch (outlook.kind) {
    case 'by-the-hour':
      return `next try ${outlook.nextAt}, until ${outlook.endsAt}`;
    case 'over':
      return `not tried any more since ${outlook.endedAt}`;
    case 'with-next-message':
      return 'tried with its next message';
  }
}

function describeHand(name: 'pair' | 'unpair', answer: PairingActResult): string {
  switch (answer.kind) {
    case 'done':
      return name === 'pair' ? `Paired with ${answer.asset}.` : `Unpaired from ${answer.asset}.`;
    case 'already':
      return 'Nothing to do: it is so already.';
    case 'waiting':
      return `Requested for ${answer.asset}: the cloud has not answered, so it is not done yet.`;
    case 'under-way':
      return `Something was requested before, for ${answer.asset}, and has no answer yet.`;
    case 'refused':
      return `Refused, ${answer.code}.`;
    case 'unknown-unit':
      return 'This station knows no such unit.';
    default:
      return assertNever(answer);
  }
}

function statusOfHand({ kind }: PairingActResult): ExitStatus {
  switch (kind) {
    case 'done':
    case 'already':
      return exitStatus.done;
    case 'waiting':
    case 'under-way':
      return exitStatus.tryLater;
    case 'refused':
    case 'unknown-unit':
      return exitStatus.no;
    default:
      return assertNever(kind);
  }
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

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
