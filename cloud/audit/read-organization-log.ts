import { z } from 'zod';
import { type OrganizationAuditRow, organizationAuditRow } from '#core/domain/audit/organization-audit-row.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { type Access, accessTo } from '../registry/access-to.ts';
import { loadOrganizations } from '../registry/load.ts';

export interface LogQuestion {
  readonly organizationId: string;
  /** The organization whose station asks. */
  readonly askedBy: string;
  readonly sessionId: string | undefined;
  readonly unit: string | undefined;
  readonly cartonId: string | undefined;
  readonly transferId: string | undefined;
  /** Only rows before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly now: IsoTime;
}

/** Newest first. In a customer's log a partner sees what it did itself: the fleet's dealings with others are not its business. */
export async function readOrganizationLog(
  transaction: CloudTransaction,
  question: LogQuestion,
): Promise<{ readonly kind: 'rows'; readonly rows: OrganizationAuditRow[] } | { readonly kind: 'not-yours' }> {
  const access = await accessTo(transaction, question);
  if (access === 'none') {
    return { kind: 'not-yours' };
  }
  const rows = await selectRows(transaction, question, access);
  const organizations = await loadOrganizations(transaction, [question.organizationId]);
  const organizationName = organizations.get(question.organizationId)?.name ?? '';
  return {
    kind: 'rows',
    rows: rows.map((row) =>
      organizationAuditRow.parse({
        organizationId: row.organization_id,
        organizationName,
        index: row.index,
        at: row.at,
        action: row.action,
        outcome: row.outcome,
        code: row.code,
        unit: row.unit,
        transferId: row.transfer_id,
        ...(row.carton_id === null ? {} : { cartonId: row.carton_id }),
        actor: row.actor,
        ...contentOf(row.leaf),
      }),
    ),
  };
}

function selectRows(transaction: CloudTransaction, question: LogQuestion, access: Exclude<Access, 'none'>) {
  let query = transaction
    .selectFrom('organization_audit')
    .selectAll()
    .where('organization_id', '=', question.organizationId)
    .orderBy('index', 'desc')
    .limit(question.limit);
  if (access === 'serviced') {
    query = query.where('acting_organization_id', '=', question.askedBy);
  }
  if (question.sessionId !== undefined) {
    query = query.where('session_id', '=', question.sessionId);
  }
  if (question.cartonId !== undefined) {
    query = query.where('carton_id', '=', question.cartonId);
  }
  if (question.transferId !== undefined) {
    query = query.where('transfer_id', '=', question.transferId);
  }
  if (question.before !== undefined) {
    query = query.where('index', '<', question.before);
  }
  if (question.unit !== undefined) {
    query = query.where('unit', '=', question.unit);
  }
  return query.execute();
}

const leafShape = z.looseObject({ otherSides: z.array(z.string()) });

/** The leaf without its place, hashed as the other sides of the act name it. */
function contentOf(leaf: string): { readonly contentHash: string; readonly otherSides: string[] } {
  const { v: _version, index: _index, otherSides, ...content } = leafShape.parse(JSON.parse(leaf));
  return { contentHash: sha256Hex(canonicalJson(content)), otherSides };
}
