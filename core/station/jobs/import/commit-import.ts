import type { ImportCommit, ImportResult } from '../../../contract/station/job-import.ts';
import type { JobsImported, NewJob } from '../../../domain/jobs/job-exchange.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { JobId } from '../../../kernel/entity-ids.ts';
import { sha256Hex } from '../../../kernel/sha256.ts';
import { troubleOf } from '../../partners/last-seen.ts';
import type { PartnerBook } from '../../partners/partner-book.ts';
import { auditActor, operationActor, type Principal } from '../../principal.ts';
import type { ImportContext } from './import-context.ts';
import { judgeImport } from './judge-import.ts';
import { readImport } from './read-import.ts';

/** What is sent to the centre, and where each job came from. */
interface PreparedImport {
  readonly kind: 'prepared';
  /** Of the number and the wish: only the very same is asked again. */
  readonly fingerprint: string;
  readonly jobs: readonly NewJob[];
  readonly lines: readonly number[];
  readonly sha256: string;
}

export type CommitImport = (asked: ImportCommit, principal: Principal) => Promise<ImportResult>;

/**
 * Imports the good rows of a file: all of them or none (JOB-4). What got no answer is remembered until the next import, so that asking again
 * sends the same jobs although some of them may stand in the list meanwhile; the centre knows the number and does it once.
 */
export function createCommitImport(context: ImportContext, partners: PartnerBook): CommitImport {
  let unanswered: PreparedImport | null = null;
  return async (asked, principal) => {
    const fingerprint = sha256Hex(canonicalJson({ ...asked }));
    const prepared =
      unanswered?.fingerprint === fingerprint ? unanswered : await prepare(context, { asked, partners, fingerprint });
    if (prepared.kind !== 'prepared') {
      return prepared;
    }
    const answer = await send(context, { asked, prepared, principal });
    unanswered = answer.kind === 'not-answered' ? prepared : null;
    note(context, { asked, prepared, principal, answer });
    if (answer.kind === 'imported') {
      // The jobs stand in the list when the page goes there.
      await context.sync.runNow();
    }
    context.changed('jobs', 'audit');
    return answer.kind === 'imported' ? importedView(context, { prepared, answer }) : answer;
  };
}

async function prepare(
  context: ImportContext,
  {
    asked,
    partners,
    fingerprint,
  }: { readonly asked: ImportCommit; readonly partners: PartnerBook; readonly fingerprint: string },
): Promise<PreparedImport | Extract<ImportResult, { kind: 'changed' | 'unreadable' | 'too-many' | 'no-template' }>> {
  const table = readImport(context, asked);
  if (table.kind === 'unreadable') {
    return table;
  }
  const judged = await judgeImport(context, { wish: asked, table, partners, isBinding: true });
  if (judged.kind !== 'judged') {
    return judged;
  }
  const { jobs, preview } = judged;
  return jobs.length === asked.expectedGood
    ? {
        kind: 'prepared',
        fingerprint,
        jobs,
        lines: preview.good.map(({ line }) => line),
        sha256: sha256Hex(table.bytes),
      }
    : { kind: 'changed' };
}

interface Sending {
  readonly asked: ImportCommit;
  readonly prepared: PreparedImport;
  readonly principal: Principal;
}

type CentreAnswer =
  | Extract<JobsImported, { kind: 'imported' }>
  | Extract<ImportResult, { kind: 'refused' | 'not-answered' }>;

async function send(
  { cloudJobs }: ImportContext,
  { asked: { requestId, fileName }, prepared: { jobs, lines, sha256 }, principal }: Sending,
): Promise<CentreAnswer> {
  const actor = operationActor(principal);
  const source = { name: fileName, sha256 };
  const answer = await cloudJobs.importMany({ requestId, actor, jobs: [...jobs], source });
  switch (answer.kind) {
    case 'imported':
      return answer;
    case 'refused':
      return { kind: 'refused', code: answer.code, line: answer.place === null ? null : (lines[answer.place] ?? null) };
    default:
      return { kind: 'not-answered', why: troubleOf(answer) };
  }
}

function importedView(
  { store }: ImportContext,
  {
    prepared,
    answer,
  }: { readonly prepared: PreparedImport; readonly answer: Extract<JobsImported, { kind: 'imported' }> },
): Extract<ImportResult, { kind: 'imported' }> {
  const first = numberOf(store, answer.jobs.at(0));
  const last = numberOf(store, answer.jobs.at(-1));
  return {
    kind: 'imported',
    jobs: answer.jobs.length,
    assigned: answer.assigned,
    sha256: prepared.sha256,
    numbers: first === null || last === null ? null : { first, last },
    kinds: [...new Set(prepared.jobs.map(({ kind }) => kind))],
  };
}

function numberOf(store: ImportContext['store'], id: JobId | undefined): number | null {
  return id === undefined ? null : (store.job(id)?.number ?? null);
}

/** Which file it was stands in the trail, also of an attempt that came to nothing (OWN-13). */
function note(
  { store, identity }: ImportContext,
  { asked, prepared, principal, answer }: Sending & { readonly answer: CentreAnswer },
): void {
  store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [identity.organizationId],
      action: 'jobs.imported',
      outcome: answer.kind === 'imported' ? 'done' : answer.kind === 'refused' ? 'refused' : 'failed',
      code: answer.kind === 'imported' ? null : answer.kind === 'refused' ? answer.code : answer.why,
      after: {
        // A name that somebody gave a file may name anybody.
        name: asked.fileName,
        sha256: prepared.sha256,
        jobs: String(prepared.jobs.length),
        ...(answer.kind === 'imported' ? { assigned: String(answer.assigned) } : {}),
      },
    }),
  );
}
