import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditSeal } from '../../domain/audit/audit-bundle.ts';
import { auditEntry } from '../../domain/audit/audit-entry.ts';
import { chainVerification } from '../../domain/audit/chain-verification.ts';
import { organizationAuditRow } from '../../domain/audit/organization-audit-row.ts';
import { sessionId } from '../../kernel/entity-ids.ts';

export const auditContract = {
  /** Entries of this station, newest first; of one sheet where `sessionId` is given, oldest first. */
  entries: oc
    .input(
      z.strictObject({
        sessionId: sessionId.optional(),
        beforeSeq: z.number().int().optional(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.array(auditEntry.extend({ head: z.string() }))),
  /** Recomputes the whole chain of this station (REP-1). */
  verify: oc.output(chainVerification),
  /**
   * Begins an export: writes down who took it, and answers with the signed end of the trail including that. The entries up to there are read by
   * `entries`. Asks for the PIN (`station-step-ups.ts`).
   */
  export: oc.output(auditSeal),
  /** What the cloud holds for the two organizations of a sheet (OWN-13); needs a connection. */
  atCloud: oc
    .input(z.strictObject({ sessionId }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('rows'), rows: z.array(organizationAuditRow) }),
        z.strictObject({ kind: z.literal('unreachable') }),
        z.strictObject({ kind: z.literal('no-such-sheet') }),
      ]),
    ),
};
