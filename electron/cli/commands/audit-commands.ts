import type { Command } from 'commander';
import { z } from 'zod';
import { auditBundle, collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { readJsonFile } from '../read-json-file.ts';
import { writeResultFile } from '../write-result-file.ts';

const headDigits = z.string().regex(/^[0-9a-f]{12,64}$/);
const verifyOptions = z.object({ bundle: z.string().optional(), head: headDigits.optional() });
const exportOptions = z.object({ out: z.string() });

/** `fitbay audit …`: checks and hands out the audit trail (REP-1). */
export function addAuditCommands(program: Command, { act }: Actions): void {
  const audit = program.command('audit').description('Check and hand out the audit trail');
  const verify = audit
    .command('verify')
    .description("Recompute the chain of this station's trail")
    .option('--bundle <file>', 'an exported trail instead')
    .option('--head <digits>', 'with a bundle: it must hold the entry of a printed report, by the digits in its code');
  act(verify, async (call) => {
    const { bundle, head } = verifyOptions.parse(call.options);
    if (bundle !== undefined) {
      return verifyFile(call, bundle, head);
    }
    return onStation(call, async (client) => showFinding(call, await client.audit.verify()));
  });

  const hand = audit
    .command('export')
    .description('Write the whole trail into one file that can be checked anywhere')
    .requiredOption('--out <file>');
  act(hand, async (call) => {
    const { out } = exportOptions.parse(call.options);
    return onStation(call, async (client) => {
      const made = await collectAuditBundle(client.audit);
      const writing = writeResultFile(out, `${JSON.stringify(made)}\n`);
      if (writing.kind === 'unwritable') {
        call.output.refusal(writing, `The file cannot be written: ${writing.detail}`);
        return exitStatus.no;
      }
      const { size: entries, head } = made.checkpoint;
      call.output.result(
        { kind: 'written', file: out, entries, head },
        () => `${out}: ${entries} entries, head ${head}`,
      );
      return exitStatus.done;
    });
  });
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
      ? `Intact: ${finding.entries} entries, head ${finding.head}`
      : `Broken at entry ${finding.seq}: ${finding.fault}`,
  );
  return finding.kind === 'intact' ? exitStatus.done : exitStatus.no;
}
