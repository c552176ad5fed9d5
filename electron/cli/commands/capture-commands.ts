import type { Command } from 'commander';
import { z } from 'zod';
import type { CaptureChoice } from '#core/contract/station/captures.ts';
import { captureJson, captureText } from '#core/domain/capture/capture-file.ts';
import { sessionId } from '#core/kernel/entity-ids.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { writeResultFile } from '../write-result-file.ts';

/** `fitbay capture …` and `fitbay support …`: what went over the cables, and everything that support needs, as files (INST-7, STA-5). */
export function addCaptureCommands(program: Command, { act }: Actions): void {
  const capture = program.command('capture').description('What went over the cables, without secrets');
  act(capture.command('list').description('Sheets of which something is kept, the newest change first'), list);
  act(
    capture
      .command('export')
      .description('Write one capture into a file: text, or JSON where the name ends in .json')
      .requiredOption('--out <file>')
      .option('--sheet <id>', 'of this work sheet')
      .option('--bay <number>', 'the newest lines of this bay; needs the running station'),
    exportCapture,
  );
  const support = program.command('support').description('Help for whoever helps');
  act(
    support
      .command('file')
      .description('Write diagnostics, versions, the newest log lines and a capture into one file for support')
      .requiredOption('--out <file>')
      .option('--sheet <id>', 'with the unit and the capture of this work sheet')
      .option('--words <text>', 'what happened'),
    supportFile,
  );
}

const exportOptions = z.object({
  out: z.string(),
  sheet: sessionId.optional(),
  bay: z.coerce.number().int().positive().optional(),
});
const supportOptions = z.object({ out: z.string(), sheet: sessionId.optional(), words: z.string().default('') });

function list(call: CommandCall): Promise<ExitStatus> {
  return onStation(call, async (client) => {
    const rows = await client.captures.list();
    call.output.result(rows, () =>
      rows
        .map(({ sessionId: id, unit, lines, changedAt }) => `${id}  ${unit}  ${lines} lines  ${changedAt}`)
        .join('\n'),
    );
    return exitStatus.done;
  });
}

async function exportCapture(call: CommandCall): Promise<ExitStatus> {
  const options = exportOptions.safeParse(call.options);
  const choice = options.success ? choiceOf(options.data) : null;
  if (!options.success || choice === null) {
    call.output.note('Name either --sheet ID or --bay NUMBER.');
    return exitStatus.wrongUsage;
  }
  const { out } = options.data;
  return onStation(call, async (client) => {
    const answer = await client.captures.open(choice);
    if (answer.kind !== 'capture') {
      call.output.refusal(answer, 'Nothing is kept of that.');
      return exitStatus.no;
    }
    const content = out.endsWith('.json') ? captureJson(answer.capture) : captureText(answer.capture);
    return written(call, { out, content, lines: answer.capture.lines.length });
  });
}

function choiceOf({ sheet, bay }: z.infer<typeof exportOptions>): CaptureChoice | null {
  if (sheet !== undefined) {
    return bay === undefined ? { of: 'sheet', sessionId: sheet } : null;
  }
  return bay === undefined ? null : { of: 'bay', bay };
}

async function supportFile(call: CommandCall): Promise<ExitStatus> {
  const { out, sheet, words } = supportOptions.parse(call.options);
  return onStation(call, async (client) => {
    const { request } = await client.support.draft({ sessionId: sheet ?? null, bay: null, message: null });
    const file = await client.support.saveFile({ id: request.id, words, leaveOut: [] });
    if (file.kind !== 'file') {
      call.output.refusal(file, 'The station was started anew meanwhile. Try again.');
      return exitStatus.no;
    }
    return written(call, { out, content: file.text });
  });
}

function written(
  { output }: CommandCall,
  { out, content, ...facts }: { readonly out: string; readonly content: string; readonly lines?: number },
): ExitStatus {
  const writing = writeResultFile(out, content);
  if (writing.kind === 'unwritable') {
    output.refusal(writing, `The file cannot be written: ${writing.detail}`);
    return exitStatus.no;
  }
  output.result({ kind: 'written', file: out, ...facts }, () => out);
  return exitStatus.done;
}
