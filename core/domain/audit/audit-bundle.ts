import { z } from 'zod';
import { auditCheckpoint, type StoredAuditEntry, storedAuditEntry } from './audit-entry.ts';
import { logSeal } from './log-seal.ts';

/** What closes an export: the station's signed statement of where its trail ends, and the key to check it with. */
export const auditSeal = z.strictObject({
  station: z.strictObject({ id: z.string(), generation: z.number().int().positive(), name: z.string() }),
  /** SubjectPublicKeyInfo, base64. Who it belongs to must be known from elsewhere. */
  publicKey: z.string(),
  checkpoint: auditCheckpoint,
  /** The cloud's proof that it held this trail up to some entry; left out before the first sync. */
  centre: logSeal.optional(),
});
export type AuditSeal = z.infer<typeof auditSeal>;

/**
 * A station's whole audit trail in one file, which can be checked without the station and without any server (REP-1): the entries as
 * they were hashed, and the seal.
 */
export const auditBundle = z.strictObject({
  kind: z.literal('fitbay-audit'),
  /** 1: entries only. 2: also what stands beside them about people, or that it was erased. */
  version: z.literal([1, 2]),
  ...auditSeal.shape,
  entries: z.array(storedAuditEntry),
});
export type AuditBundle = z.infer<typeof auditBundle>;

/** What an export is read by: the contract's `audit.export` and `audit.stored`, from wherever. */
export interface AuditReader {
  export(wish: { readonly form: 'bundle' }): Promise<AuditSeal>;
  stored(page: { readonly fromSeq: number; readonly limit: number }): Promise<readonly StoredAuditEntry[]>;
}

const pageSize = 500;

/** Reads the trail page by page up to where the station signed that it ends; what is added meanwhile is not in it. */
export async function collectAuditBundle(reader: AuditReader): Promise<AuditBundle> {
  const seal = await reader.export({ form: 'bundle' });
  const entries: StoredAuditEntry[] = [];
  for await (const page of pagesOf(reader, seal)) {
    entries.push(...page);
  }
  return { kind: 'fitbay-audit', version: 2, ...seal, entries };
}

/** The same as the text of a file, an entry a line, in parts that come to it: a trail of some years is longer than one text may be. */
export async function* writeAuditBundle(reader: AuditReader, seal: AuditSeal): AsyncGenerator<string> {
  const around = JSON.stringify({ kind: 'fitbay-audit', version: 2, ...seal });
  yield `${around.slice(0, -1)},"entries":[`;
  let separator = '\n';
  for await (const page of pagesOf(reader, seal)) {
    yield `${separator}${page.map((entry) => JSON.stringify(entry)).join(',\n')}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

async function* pagesOf(
  reader: AuditReader,
  { checkpoint: { size } }: AuditSeal,
): AsyncGenerator<readonly StoredAuditEntry[]> {
  let count = 0;
  let lastSeq = 0;
  while (count < size) {
    const page = await reader.stored({ fromSeq: lastSeq + 1, limit: Math.min(pageSize, size - count) });
    if (page.length === 0) {
      return;
    }
    count += page.length;
    lastSeq = page.at(-1)?.seq ?? lastSeq;
    yield page;
  }
}
