import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus, statusOfRefusal } from '../exit-status.ts';
import { onStation } from '../on-station.ts';

const backupOptions = z.object({ out: z.string() });

/** `fitbay backup` and `fitbay restore`: the station's whole memory as one file (STA-5). */
export function addStorageCommands(program: Command, { act }: Actions): void {
  const backup = program
    .command('backup')
    .description("Write a checked copy of the station's database; work may go on meanwhile")
    .requiredOption('--out <file>');
  act(backup, (call) => backUp(call, resolve(backupOptions.parse(call.options).out)));

  const restore = program
    .command('restore')
    .argument('<file>', 'a backup of this station')
    .description('Go back to a backup: what was not sent since is kept, the former database is set aside');
  act(restore, async (call) => restoreFrom(call, resolve(call.words[0] ?? '')));
}

function backUp(call: CommandCall, out: string): Promise<ExitStatus> {
  return onStation(call, async (client) => {
    const outcome = await client.storage.backUp();
    if (outcome.kind === 'failed') {
      call.output.refusal(outcome, `No backup was made: ${outcome.detail}`);
      return outcome.why === 'disk-full' ? exitStatus.tryLater : exitStatus.no;
    }
    const { copyBackup } = await import('../../adapters/sqlite/backup-shelf.ts');
    const copying = copyBackup(join(call.dataFolder, 'backups', outcome.name), out);
    if (copying.kind === 'unwritable') {
      call.output.refusal(copying, `The file cannot be written: ${copying.detail}`);
      return exitStatus.no;
    }
    const { bytes, at } = outcome;
    call.output.result({ kind: 'written', file: out, bytes, at }, () => `${out}: ${bytes} bytes, checked`);
    return exitStatus.done;
  });
}

async function restoreFrom(call: CommandCall, file: string): Promise<ExitStatus> {
  const { restoreStation, explainRestoreRefusal } = await import('../../compose/restore-station.ts');
  const outcome = restoreStation(call.dataFolder, file);
  switch (outcome.kind) {
    case 'restored': {
      const { replayed, waiting, missingSheets, setAside, at } = outcome.note;
      const { generation } = outcome;
      const result = { kind: 'restored', file, generation, replayed, waiting, missingSheets, setAside, at };
      call.output.result(result, () =>
        [
          `Restored from ${file}: ${replayed} operations came from the journal, ${waiting} wait to be sent.`,
          `The former database lies in ${setAside ?? ''}. The next sync fetches everything anew.`,
          ...(missingSheets.length === 0 ? [] : [`Sheets that are not in the backup: ${missingSheets.join(', ')}`]),
        ].join('\n'),
      );
      return exitStatus.done;
    }
    case 'refused':
      call.output.refusal(
        { ...outcome.why, kind: 'refused', why: outcome.why.kind },
        explainRestoreRefusal(outcome.why),
      );
      return outcome.why.kind === 'another-is-open' ? exitStatus.tryLater : exitStatus.no;
    case 'no-station': {
      const { explainRefusal } = await import('../../compose/explain-refusal.ts');
      call.output.refusal({ kind: outcome.refusal.kind }, explainRefusal(outcome.refusal));
      return statusOfRefusal(outcome.refusal);
    }
  }
}
