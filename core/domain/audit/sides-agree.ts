import type { OrganizationAuditRow } from './organization-audit-row.ts';

/** `one-side`: only one organization's log was shown, so there is nothing to compare. */
export type SidesAgreement = 'yes' | 'no' | 'one-side';

/** Whether the logs of the organizations tell the same of what they did together: each line carries the content hash of the other side's (OWN-13). */
export function sidesAgree(rows: readonly OrganizationAuditRow[]): SidesAgreement {
  if (new Set(rows.map((row) => row.organizationId)).size < 2) {
    return 'one-side';
  }
  const known = new Set(rows.map((row) => row.contentHash));
  const together = rows.filter((row) => row.otherSides.length > 0);
  return together.length > 0 && together.every((row) => row.otherSides.some((hash) => known.has(hash))) ? 'yes' : 'no';
}
