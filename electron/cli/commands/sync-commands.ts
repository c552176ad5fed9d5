import type { Command } from 'commander';
import { z } from 'zod';
import type { QueueRow, SyncStatus } from '#core/contract/station/sync.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

const queueOptions = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });
const syncOptions = z.object({ watch: z.boolean().default(false) });

/** `fitbay sync`, `fitbay sync queue` and `fitbay status`: how the station stands with the centre (STA-3). */
export function addSyncCommands(program: Command, { act }: Actions): void {
  const sync = program
    .command('sync')
    .description('Send what waits and fetch what is new, now')
    .option('--watch', 'go on and show every change until Ctrl-C');
  act(sync, async (call) => {
    const { watch } = syncOptions.parse(call.options);
    return onStation(
      call,
      async (client) => {
        const status = await client.sync.run();
        show(call, status);
        return watch ? watchSync(call, client) : statusOf(status);
      },
      { start: true },
    );
  });

  const queue = sync
    .command('queue')
    .description('List what waits and why, then what needs somebody, then what the centre took last')
    .option('--limit <n>', 'at most so many lines', '50');
  act(queue, async (call) => {
    const { limit } = queueOptions.parse(call.options);
    return onStation(call, async (client) => {
      for (const row of await client.sync.queue({ limit })) {
        call.output.result(row, () => lineOf(row));
      }
      return exitStatus.done;
    });
  });

  act(program.command('status').description('Show what waits and when the cloud was last heard'), async (call) => {
    const { reachStation, workWith } = await import('../reach-station.ts');
    const reached = await reachStation(call);
    if (reached.kind === 'not-enrolled') {
      const nothing = { pending: 0, oldest: null, lastContact: null, state: 'not-enrolled' };
      call.output.result(nothing, () => 'This station is not enrolled.');
      return exitStatus.done;
    }
    return workWith(call, reached, async (client) => {
      show(call, await client.sync.status());
      return exitStatus.done;
    });
  });
}

function lineOf({ seq, kind, unit, state, occurredAt, by, waits, verdict, code }: QueueRow): string {
  const why = waits === null ? [verdict, code].filter((part) => part !== null).join(' ') : waitingWords(waits);
  return `${seq}  ${occurredAt}  ${state}  ${kind} ${unit} by ${by}: ${why}`;
}

function waitingWords({ why, behindSeq, nextTryInMs }: NonNullable<QueueRow['waits']>): string {
  const behind = behindSeq === null ? '' : ` no. ${behindSeq}`;
  const next = nextTryInMs === null ? '' : `, next try in ${Math.ceil(nextTryInMs / 1000)} s`;
  return `${why}${behind}${next}`;
}

function show({ output }: CommandCall, status: SyncStatus): void {
  output.result(status, () => {
    const { state, pending, oldest, needsYou, lastContact } = status;
    const waiting = oldest === null ? 'nothing waits' : `${pending} waiting since ${oldest}`;
    const trouble = needsYou === 0 ? '' : `, ${needsYou} need somebody`;
    return `${state}: ${waiting}${trouble}, last contact ${lastContact ?? 'never'}`;
  });
}

async function watchSync(call: CommandCall, client: StationClient): Promise<ExitStatus> {
  const events = await client.station.watch();
  void listenForEndWish().wished.then(() => events.return?.());
  for await (const event of events) {
    if (event.kind === 'sync') {
      show(call, event.status);
    }
  }
  return exitStatus.done;
}

function statusOf({ state }: SyncStatus): ExitStatus {
  switch (state) {
    case 'online':
    case 'sending':
      return exitStatus.done;
    case 'offline':
    case 'never':
      return exitStatus.tryLater;
    case 'halted':
    case 'not-enrolled':
      return exitStatus.no;
    default:
      return assertNever(state);
  }
}
