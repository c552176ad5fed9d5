import type { Command } from 'commander';
import { z } from 'zod';
import { type AuditSeal, writeAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { sealedEntry } from '#core/domain/audit/log-seal.ts';
import { writeTrailTable } from '#core/domain/audit/trail-table.ts';
import { walkTrail } from '#core/domain/audit/walk-trail.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { type FileWriting, writeResultFileInParts } from '../write-result-file.ts';
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
    const options = verifyOptions.safeParse(call.options);
    if (!options.success) {
      call.output.note('--head takes the 12 to 64 digits, 0 to 9 and a to f, that the code of a printed report shows.');
      return exitStatus.wrongUsage;
    }
    const { bundle, head } = options.data;
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
    return onStation(call, (client) => (csv ? exportTable : exportBundle)(call, client, out));
  });
  addTrailCommands(audit, actions);
}

async function exportBundle(call: CommandCall, { audit }: StationClient, file: string): Promise<ExitStatus> {
  const seal = await audit.export({ form: 'bundle' });
  const { size: entries, head } = seal.checkpoint;
  return showExport(call, await writeResultFileInParts(file, writeAuditBundle(audit, seal)), { file, entries, head });
}

async function exportTable(call: CommandCall, { audit }: StationClient, file: string): Promise<ExitStatus> {
  const { checkpoint } = await audit.export({ form: 'table' });
  let count = 0;
  async function* counted() {
    for await (const entry of walkTrail((wish) => audit.search(wish), {}, checkpoint.size)) {
      count += 1;
      yield entry;
    }
  }
  const writing = await writeResultFileInParts(file, writeTrailTable(counted()));
  return showExport(call, writing, { file, entries: count, head: checkpoint.head });
}

interface Exported {
  readonly file: string;
  readonly entries: number;
  readonly head: string;
}

function showExport({ output }: CommandCall, writing: FileWriting, { file, entries, head }: Exported): ExitStatus {
  if (writing.kind === 'unwritable') {
    output.refusal(writing, `The file cannot be written: ${writing.detail}`);
    return exitStatus.no;
  }
  output.result({ kind: 'written', file, entries, head }, () => `${file}: ${entries} entries, head ${head}`);
  return exitStatus.done;
}

const faultWords: Readonly<Record<Extract<ChainVerification, { kind: 'broken' }>['fault'], string>> = {
  changed: 'it does not say what was written then',
  missing: 'it should be here and is not',
  reordered: 'it stands in the place of another',
  inserted: 'it was not written here',
  'wrong-key': 'the signature is not that of the key it should be',
  fork: 'somebody signed another trail than this one',
};
const brokenNext =
  'Nothing from there on is proved. Check another copy: where only this one is broken, do not use it; where all are, tell your supervisor.';

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

/** However long the file is, and without anything but it. */
async function verifyFile(call: CommandCall, path: string, knownHead: string | undefined): Promise<ExitStatus> {
  const { readBundleFile } = await import('../bundle-file.ts');
  const file = readBundleFile(path);
  switch (file.kind) {
    case 'unreadable':
      call.output.note(`${path} cannot be read: ${file.detail}`);
      return exitStatus.wrongUsage;
    case 'no-bundle':
      return refuseFile(call, path, file.detail);
    case 'bundle':
      break;
  }
  const { verifyAuditBundle } = await import('../audit-bundle.ts');
  const { seal, entries } = file;
  const finding = verifyAuditBundle({ ...seal, entries }, { dataFolder: call.dataFolder, knownHead });
  const flaw = file.flaw();
  return flaw === null ? showFinding(call, finding, reachOf(seal)) : refuseFile(call, path, flaw);
}

function refuseFile({ output }: CommandCall, path: string, detail: string): ExitStatus {
  const next = 'Ask for the file again, or write it anew: fitbay audit export --out FILE.';
  output.refusal({ kind: 'invalid', detail }, `${path} is no exported audit trail: ${detail}. ${next}`);
  return exitStatus.no;
}

/** Whose word an export carries beside that of its station. */
function reachOf({ centre }: AuditSeal): string {
  const seq = centre === undefined ? null : (sealedEntry(centre.leaf)?.seq ?? null);
  return seq === null
    ? "; it holds no proof of the centre, so only the station's own key vouches for it"
    : `; the centre's proof reaches to entry ${seq}`;
}

function showFinding({ output }: CommandCall, finding: ChainVerification, reach = ''): ExitStatus {
  output.result(finding, () =>
    finding.kind === 'intact'
      ? `Intact: ${finding.entries} entries, head ${finding.head}${finding.erased === 0 ? '' : `; in ${finding.erased} something about people was erased`}${reach}`
      : `Broken at entry ${finding.seq}: ${finding.fault}, ${faultWords[finding.fault]}. ${brokenNext}`,
  );
  return finding.kind === 'intact' ? exitStatus.done : exitStatus.no;
}
