import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeResultFile } from '../write-result-file.ts';
import { onPort, withPort } from './unit-port.ts';

/** `fitbay unit backup` and `unit restore`: what a unit holds as a file, and back (INST-3). */
export function addUnitBackupCommands(unit: Command, { act }: Actions): void {
  act(
    withPort(unit.command('backup'))
      .description('Read what it holds and keep it as a file; secrets stay out')
      .requiredOption('--out <file>', 'where the file goes')
      .option('--name <text>', 'a name for it'),
    backUp,
  );
  act(
    withPort(unit.command('restore'))
      .description('Put a backup back into the unit it was taken of, read it back and verify')
      .argument('<file>', 'a file that `unit backup` or the backups page wrote')
      .option('--dry-run', 'only show what would be written'),
    restore,
  );
}

const backupOptions = z.object({ out: z.string(), name: z.string().nullable().default(null) });
const restoreOptions = z.object({ dryRun: z.boolean().default(false) });

async function backUp(call: CommandCall): Promise<ExitStatus> {
  const { out, name } = backupOptions.parse(call.options);
  return onPort(call, async (client, on) => {
    const answer = await client.cable.backupPort({ ...on, name });
    if (answer.kind === 'link-problem') {
      return answer;
    }
    const file = resolve(out);
    const writing = writeResultFile(file, answer.text);
    if (writing.kind !== 'written') {
      call.output.refusal(writing, `The file cannot be written: ${writing.detail}`);
      return exitStatus.no;
    }
    const { kind, id, unit, keys, unread, checksum } = answer;
    call.output.result({ kind, id, unit, keys, unread, checksum, file }, () =>
      [`${keys} values of ${unit} kept in ${file}`, ...unread.map((key) => `  ${key} could not be read`)].join('\n'),
    );
    return exitStatus.done;
  });
}

async function restore(call: CommandCall): Promise<ExitStatus> {
  const { dryRun } = restoreOptions.parse(call.options);
  const [path = ''] = call.words;
  const text = readText(path);
  if (text === null) {
    call.output.note(`${path} cannot be read.`);
    return exitStatus.wrongUsage;
  }
  return onPort(call, async (client, on) => {
    const answer = await client.cable.restorePort({ ...on, text, dryRun });
    if (answer.kind === 'link-problem') {
      return answer;
    }
    if (answer.kind === 'wrong-unit' || answer.kind === 'not-taken') {
      call.output.refusal(answer, refusalText(answer, path));
      return exitStatus.no;
    }
    call.output.result(answer, () => describe(answer));
    return answer.kind === 'incomplete' ? exitStatus.no : exitStatus.done;
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // no such file, or no right to read it: either way there is nothing to restore
  }
}

type Restored = Awaited<ReturnType<StationClient['cable']['restorePort']>>;

function refusalText(answer: Extract<Restored, { kind: 'wrong-unit' | 'not-taken' }>, path: string): string {
  if (answer.kind === 'wrong-unit') {
    return `Another unit is on the cable: ${answer.read ?? 'it does not tell its IMEI'}, not ${answer.expected}. Nothing was written.`;
  }
  return `${path} was not taken: ${notTaken[answer.why]}.`;
}

const notTaken = {
  'no-backup': 'it is no backup of a configuration',
  'newer-format': 'a newer Fitbay wrote it',
  changed: 'it is not what was kept, its checksum does not fit',
  'no-checksum': 'it has no checksum',
  'holds-secret': 'it holds the value of a secret',
} as const;

function describe({ kind, lines }: Extract<Restored, { kind: 'restored' | 'incomplete' | 'planned' }>): string {
  const rows = lines.map(({ key, value, state, reason }) => `  ${key.padEnd(24)} ${value ?? '–'}  ${reason ?? state}`);
  return [`${kind}, ${lines.length} value(s)`, ...rows].join('\n');
}
