import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type AuditEntry, auditCheckpoint, auditEntry, storedAuditEntry } from './audit-entry.ts';
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
  version: z.literal(1),
  ...auditSeal.shape,
  entries: z.array(storedAuditEntry),
});
export type AuditBundle = z.infer<typeof auditBundle>;

/** What an export is read by: the contract's `audit.export` and `audit.entries`, from wherever. */
export interface AuditReader {
  export(): Promise<AuditSeal>;
  entries(page: {
    readonly limit: number;
    readonly beforeSeq: number;
  }): Promise<readonly (AuditEntry & { readonly head: string })[]>;
}

const pageSize = 500;

/** Reads the trail page by page up to where the station signed that it ends; what is added meanwhile is not in it. */
export async function collectAuditBundle(reader: AuditReader): Promise<AuditBundle> {
  const seal = await reader.export();
  const entries: AuditBundle['entries'] = [];
  for (;;) {
    const beforeSeq = entries.at(-1)?.seq ?? seal.checkpoint.size + 1;
    const page = await reader.entries({ limit: pageSize, beforeSeq });
    for (const { head, ...entry } of page) {
      entries.push({ seq: entry.seq, canonical: canonicalJson(auditEntry.parse(entry)), head });
    }
    if (page.length < pageSize) {
      return { kind: 'fitbay-audit', version: 1, ...seal, entries: entries.reverse() };
    }
  }
}
