import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { z } from 'zod';
import type { AssetActResult, AssetLinkResult, UnitForAsset } from '#core/contract/station/assets.ts';
import { type Asset, assetCategory, assetLabel } from '#core/domain/pairing/asset.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { type AssetId, assetId, organizationId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

const ofOptions = z.object({ of: organizationId });
/** An empty text takes away what stands there. */
const line = z
  .string()
  .transform((text) => (text.trim() === '' ? null : text))
  .optional();
const lines = { type: line, plate: line, vin: line, code: line };
const newOptions = z.object({ of: organizationId, category: assetCategory, ...lines });
const changeOptions = z.object({ category: assetCategory.optional(), ...lines });
const linkOptions = z.object({
  unit: z.string(),
  transfer: z.boolean().default(false),
  unpairFirst: z.boolean().default(false),
});
type LinkOptions = z.infer<typeof linkOptions>;

/** `fitbay asset …`: vehicles of a fleet and the units linked to them, with the checks that the page has (UNIT-2, UNIT-3). */
export function addAssetCommands(program: Command, { act }: Actions): void {
  const asset = program.command('asset').description("Keep a fleet's vehicles and link units to them");
  addWriting(asset, act);
  addLinking(asset, act);
  const list = asset
    .command('list')
    .description("List an organization's vehicles, from the station's copy")
    .requiredOption('--of <organization>', 'id of the fleet');
  act(list, (call) =>
    parsed(call, ofOptions, ({ of }) =>
      onStation(call, async (client) => {
        const answer = await client.assets.list({ organizationId: of });
        call.output.result(answer, () =>
          answer.kind === 'assets' ? answer.rows.map(describeAsset).join('\n') : 'These are not yours to see.',
        );
        return answer.kind === 'assets' ? exitStatus.done : exitStatus.no;
      }),
    ),
  );
}

function addWriting(asset: Command, act: Actions['act']): void {
  const create = withLines(asset.command('create').description('Write a new vehicle'))
    .requiredOption('--of <organization>', 'id of the fleet that has it')
    .requiredOption('--category <category>', assetCategory.options.join(', '));
  act(create, (call) =>
    parsed(call, newOptions, ({ of, category, type = null, plate = null, vin = null, code = null }) =>
      onStation(call, async (client) => {
        const wish = { category, type, plate, vin, code };
        return toldAct(call, await client.assets.create({ requestId: randomUUID(), organizationId: of, wish }));
      }),
    ),
  );
  const change = withLines(
    asset.command('change <asset>').description('Change a vehicle; what is not named stays'),
  ).option('--category <category>', assetCategory.options.join(', '));
  act(change, (call) =>
    parsed(call, changeOptions, (asked) =>
      onAsset(call, async (client, { id, version, category, type, plate, vin, code }) => {
        const wish = { category, type, plate, vin, code, ...withoutUnsaid(asked) };
        const answer = await client.assets.change({ requestId: randomUUID(), id, expectedVersion: version, wish });
        return toldAct(call, answer);
      }),
    ),
  );
}

function withLines(command: Command): Command {
  return command
    .option('--plate <plate>')
    .option('--vin <vin>')
    .option('--code <code>', "the fleet's own name for it")
    .option('--type <text>', 'maker and model');
}

function withoutUnsaid<Wish extends object>(wish: Wish): { [Name in keyof Wish]?: Exclude<Wish[Name], undefined> } {
  const said = Object.entries(wish).filter(([, value]) => value !== undefined);
  // What is left are the fields that were named.
  return Object.fromEntries(said) as { [Name in keyof Wish]?: Exclude<Wish[Name], undefined> };
}

function addLinking(asset: Command, act: Actions['act']): void {
  const link = asset
    .command('link <asset>')
    .description('Link a unit to a vehicle')
    .requiredOption('--unit <unit>', 'TYPE:SERIAL or a serial')
    .option('--transfer', 'also where that moves the unit to the organization of the vehicle')
    .option('--unpair-first', 'also where the unit is paired with another vehicle');
  act(link, (call) =>
    parsed(call, linkOptions, (wish) =>
      onAsset(call, async (client, { id }) => {
        const found = await client.assets.findUnit({ id, unit: wish.unit });
        const unconfirmed = obstacleOf(found, wish);
        if (found.kind !== 'unit' || unconfirmed !== null) {
          call.output.refusal({ kind: 'refused', code: unconfirmed?.code ?? found.kind }, unconfirmed?.words ?? '');
          return exitStatus.no;
        }
        return toldLink(call, await linked(client, { id, found, unpairFirst: wish.unpairFirst }));
      }),
    ),
  );
  act(asset.command('unlink <asset>').description('Unlink the unit of a vehicle'), (call) =>
    onAsset(call, async (client, { id, unit }) => {
      if (unit === null) {
        call.output.result({ kind: 'already' }, () => 'Nothing to do: no unit is linked to it.');
        return exitStatus.done;
      }
      return toldLink(call, await client.assets.unlink({ requestId: randomUUID(), id, unit }));
    }),
  );
}

type FoundUnit = Extract<UnitForAsset, { kind: 'unit' }>;

function linked(
  client: StationClient,
  { id, found, unpairFirst }: { readonly id: AssetId; readonly found: FoundUnit; readonly unpairFirst: boolean },
): Promise<AssetLinkResult> {
  const { unit, owner, ownerEpoch } = found.verdict;
  const wish = {
    requestId: randomUUID(),
    id,
    unit,
    ownerId: owner?.id ?? organizationId.parse('nobody'),
    ownerEpoch: ownerEpoch ?? 0,
    unpairFirst,
  };
  return found.moves ? client.assets.linkAndTransfer(wish) : client.assets.link(wish);
}

/** What forbids the link, or what whoever asks has not agreed to; null where nothing does. */
function obstacleOf(
  found: UnitForAsset,
  { transfer, unpairFirst }: LinkOptions,
): { readonly code: string; readonly words: string } | null {
  switch (found.kind) {
    case 'unknown-asset':
      return { code: 'ASSET_UNKNOWN', words: 'This station knows no such vehicle.' };
    case 'bad-unit':
      return { code: found.code, words: `That is no unit (${found.code}).` };
    case 'choose-type':
      return {
        code: 'TYPE_AMBIGUOUS',
        words: `Several types have it; name one, for example ${found.types[0]}:${found.serial}.`,
      };
    case 'unit':
      break;
    default:
      return assertNever(found);
  }
  if (found.obstacle !== null) {
    return { code: found.obstacle, words: `Refused, ${found.obstacle}.` };
  }
  if (found.moves && !transfer) {
    const owner = found.verdict.owner?.name ?? 'somebody else';
    return { code: 'TRANSFER_AVAILABLE', words: `The unit belongs to ${owner}. Say --transfer to move it as well.` };
  }
  return found.pairedWith === null || unpairFirst
    ? null
    : { code: 'STILL_PAIRED', words: `The unit is paired with ${found.pairedWith}. Say --unpair-first to end that.` };
}

/** Does `work` with the vehicle that the command names, as this station knows it. */
function onAsset(
  call: CommandCall,
  work: (client: StationClient, asset: Asset) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  return onStation(call, async (client) => {
    const opened = await client.assets.open({ id: assetId.parse(call.words[0] ?? '') });
    if (opened.kind === 'not-found') {
      call.output.refusal({ kind: 'refused', code: 'ASSET_UNKNOWN' }, 'This station knows no such vehicle.');
      return exitStatus.no;
    }
    return work(client, opened.asset);
  });
}

async function parsed<Options>(
  call: CommandCall,
  options: z.ZodType<Options>,
  work: (options: Options) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const read = options.safeParse(call.options);
  if (!read.success) {
    call.output.note(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
    return exitStatus.wrongUsage;
  }
  return work(read.data);
}

function toldAct(call: CommandCall, answer: AssetActResult): ExitStatus {
  call.output.result(answer, () => (answer.kind === 'done' ? describeAsset(answer.asset) : describeNo(answer)));
  return answer.kind === 'done' ? exitStatus.done : statusOfNo(answer);
}

function toldLink(call: CommandCall, answer: AssetLinkResult): ExitStatus {
  call.output.result(answer, () => (answer.kind === 'linked' ? describeAsset(answer.asset) : describeNo(answer)));
  return answer.kind === 'linked' ? exitStatus.done : statusOfNo(answer);
}

type No = Exclude<AssetActResult, { kind: 'done' }> | Exclude<AssetLinkResult, { kind: 'linked' }>;

function describeNo(no: No): string {
  switch (no.kind) {
    case 'refused':
      return `Refused, ${no.code}.`;
    case 'not-answered':
      return `The cloud does not answer (${no.why}); nothing was changed as far as is known.`;
    default:
      return assertNever(no);
  }
}

function statusOfNo({ kind }: No): ExitStatus {
  return kind === 'refused' ? exitStatus.no : exitStatus.tryLater;
}

function describeAsset(asset: Asset): string {
  const { id, category, vin, unit } = asset;
  return [id, category, assetLabel(asset), vin ?? 'no VIN', unit ?? 'no unit'].join('  ');
}
