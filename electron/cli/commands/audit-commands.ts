import type { Command } from 'commander';
import { z } from 'zod';
import { auditBundle, collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { trailColumns, trailRow } from '#core/domain/audit/trail-table.ts';
import { walkTrail } from '#core/domain/audit/walk-trail.ts';
import { writeCsv } from '#core/domain/units/write-csv.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { readJsonFile } from '../read-json-file.ts';
import { writeResultFile } from '../write-result-file.ts';
import { addTrailCommands } from './trail-commands.ts';

const headDigits = z.string().regex(/^[0-9a-f]{12,64}$/);
const verifyOptions = z.object({ bundle: z.string().optional(), head: headDigits.optional() });
const exportOptions = z.object({ out: z.string(), csv: z.boolean().default(false) });

/** `fitbay audit …`: checks and hands out the audit trail (REP-1). */
export function addAuditCommands(program: Command, actions: Actions): void {
  const { act } = actions;
  const audit = program.command('audit').description('Check, read and hand out the audit trail');
  const verify = audit
    .command('verify')
    .description("Recompute the chain of this station's trail")
    .option('--bundle <file>', 'an exported trail instead')
    .option('--head <digits>', 'it must hold the entry of a printed report, by the digits in its code');
  act(verify, async (call) => {
    const { bundle, head } = verifyOptions.parse(call.options);
    if (bundle !== undefined) {
      return verifyFile(call, bundle, head);
    }
    return verifyOwn(call, head);
  });

  const hand = audit
    .command('export')
    .description('Write the whole trail into one file that can be checked anywhere')
    .option('--csv', 'as a table instead, which no check understands')
    .requiredOption('--out <file>');
  act(hand, async (call) => {
    const { out, csv } = exportOptions.parse(call.options);
    return onStation(call, async (client) => writeExport(call, await (csv ? asTable : asBundle)(client), out));
  });
  addTrailCommands(audit, actions);
}

interface Export {
  readonly text: string;
  readonly entries: number;
  readonly head: string;
}

async function asBundle({ audit }: StationClient): Promise<Export> {
  const made = await collectAuditBundle(audit);
  const { size: entries, head } = made.checkpoint;
  return { text: `${JSON.stringify(made)}\n`, entries, head };
}

async function asTable({ audit }: StationClient): Promise<Export> {
  const { checkpoint } = await audit.export({ form: 'table' });
  const rows: (readonly string[])[] = [trailColumns];
  for await (const entry of walkTrail((wish) => audit.search(wish), {}, checkpoint.size)) {
    rows.push(trailRow(entry));
  }
  return { text: writeCsv(rows), entries: rows.length - 1, head: checkpoint.head };
}

function writeExport(call: CommandCall, { text, entries, head }: Export, file: string): ExitStatus {
  const writing = writeResultFile(file, text);
  if (writing.kind === 'unwritable') {
    call.output.refusal(writing, `The file cannot be written: ${writing.detail}`);
    return exitStatus.no;
  }
  call.output.result({ kind: 'written', file, entries, head }, () => `${file}: ${entries} entries, head ${head}`);
  return exitStatus.done;
}

/** Without a whole station where the folder is free; who holds it is asked to check. */
async function verifyOwn(call: CommandCall, head: string | undefined): Promise<ExitStatus> {
  const { checkOwnTrail } = await import('../check-own-trail.ts');
  const check = await checkOwnTrail(call, head);
  return check.kind === 'checked'
    ? showFinding(call, check.finding)
    : onStation(call, async (client) =>
        showFinding(call, await client.audit.verify(head === undefined ? {} : { knownHead: head })),
      );
}

async function verifyFile(call: CommandCall, path: string, knownHead: string | undefined): Promise<ExitStatus> {
  const { verifyAuditBundle } = await import('../audit-bundle.ts');
  const file = readJsonFile(path);
  if (file.kind === 'unreadable') {
    call.output.note(file.detail);
    return exitStatus.wrongUsage;
  }
  const bundle = auditBundle.safeParse(file.value);
  if (!bundle.success) {
    call.output.refusal({ kind: 'invalid' }, `${path} is no exported audit trail.`);
    return exitStatus.no;
  }
  return showFinding(call, verifyAuditBundle(bundle.data, { dataFolder: call.dataFolder, knownHead }));
}

function showFinding({ output }: CommandCall, finding: ChainVerification): ExitStatus {
  output.result(finding, () =>
    finding.kind === 'intact'
      ? `Intact: ${finding.entries} entries, head ${finding.head}${finding.erased === 0 ? '' : `; in ${finding.erased} something about people was erased`}`
      : `Broken at entry ${finding.seq}: ${finding.fault}`,
  );
  return finding.kind === 'intact' ? exitStatus.done : exitStatus.no;
}
