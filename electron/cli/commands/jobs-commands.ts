import type { Command } from 'commander';
import { z } from 'zod';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { writeResultFile } from '../write-result-file.ts';
import { importJobs } from './import-jobs.ts';

const exportOptions = z.object({ out: z.string() });

/** `fitbay jobs …`: jobs from a table and into one (JOB-4, JOB-5). */
export function addJobsCommands(program: Command, { act }: Actions): void {
  const jobs = program.command('jobs').description('Jobs from a table, and into one');
  act(
    jobs
      .command('import')
      .description('Say what a CSV file would bring; with --commit, write its good rows as jobs: all of them or none')
      .argument('<file>')
      .option('--template <id>', 'what the rows leave open is taken from this template')
      .option('--prefer-template', 'where both speak, the template counts')
      .option('--kind <kind>', 'installation or maintenance, for rows that do not say it')
      .option('--partner <id>', 'Partner ID, for files that name none')
      .option('--map-partner <name=id...>', 'whom the file means by a name that is no Partner ID')
      .option('--rejected <file>', 'write the refused rows and why into this file')
      .option('--commit', 'write them; without it nothing is written'),
    importJobs,
  );
  act(
    jobs.command('export').description('Write all jobs of this station into a CSV file').requiredOption('--out <file>'),
    exportJobs,
  );
}

function exportJobs(call: CommandCall): Promise<ExitStatus> {
  const { out } = exportOptions.parse(call.options);
  return onStation(call, async (client) => {
    const { text, jobs, asOf } = await client.jobs.table({ ids: null });
    // The byte order mark tells spreadsheets that it is UTF-8.
    const writing = writeResultFile(out, `\ufeff${text}`);
    if (writing.kind === 'unwritable') {
      call.output.refusal(writing, `The file cannot be written: ${writing.detail}`);
      return exitStatus.no;
    }
    call.output.result(
      { kind: 'written', file: out, pages: 1, jobs, asOf },
      () => `${out}: ${jobs} jobs${asOf === null ? '' : `, as of ${asOf}`}`,
    );
    return exitStatus.done;
  });
}
