import type { Command } from 'commander';
import { z } from 'zod';
import { sessionId } from '#core/kernel/entity-ids.ts';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { writeResultFile } from '../write-result-file.ts';

const reportOptions = z.object({
  session: sessionId,
  out: z.string(),
  paper: z.enum(['A4', 'Letter']).default('A4'),
  locale: z.enum(['en', 'de']).optional(),
});

/** `fitbay report`: the job report of a work sheet as PDF (REP-2). */
export function addReportCommands(program: Command, { act }: Actions): void {
  const report = program
    .command('report')
    .description('Write the report of a work sheet as PDF')
    .requiredOption('--session <id>', 'the work sheet')
    .requiredOption('--out <file>')
    .option('--paper <size>', 'A4 or Letter')
    .option('--locale <tag>', 'en or de');
  act(report, async (call) => {
    const parsed = reportOptions.safeParse(call.options);
    if (!parsed.success) {
      call.output.note('--paper is A4 or Letter, --locale is en or de.');
      return exitStatus.wrongUsage;
    }
    const { session, out, paper, locale } = parsed.data;
    return onStation(call, async (client) => {
      const made = await client.bench.report({
        sessionId: session,
        paper,
        ...(locale === undefined ? {} : { locale }),
      });
      if (made.kind !== 'report') {
        const why = made.kind === 'failed' ? made.why : `there is no work sheet ${session}`;
        call.output.refusal(made, `No report: ${why}`);
        return exitStatus.no;
      }
      const writing = writeResultFile(out, Buffer.from(made.pdfBase64, 'base64'));
      if (writing.kind === 'unwritable') {
        call.output.refusal(writing, `The file cannot be written: ${writing.detail}`);
        return exitStatus.no;
      }
      const { pages, draft } = made;
      call.output.result(
        { kind: 'written', file: out, pages, draft },
        () => `${out}: ${pages} page(s)${draft ? ', a draft: the sheet is not signed' : ''}`,
      );
      return exitStatus.done;
    });
  });
}
