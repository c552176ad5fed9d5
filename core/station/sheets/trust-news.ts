import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { Verdict } from '../../domain/ownership/verdict.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { judgeAnew } from './judge-anew.ts';
import { judgeFromMirror } from './judge-for.ts';

/**
 * A relationship that was accepted, renewed, revoked or ran out changes what may be done on the customer's open sheets at once (ORG-3,
 * decisions.md A11), not only with their next scan. A sheet whose verdict stays what it is hears nothing.
 */
export function applyTrustNews(context: StationContext, write: StoreWriter, page: ChangesPage): void {
  const isAboutTrust = page.rows.some((row) => row.kind === 'trust' || (row.kind === 'removed' && row.of === 'trust'));
  if (!isAboutTrust) {
    return;
  }
  // With the last page the mirror is what the registry holds at this moment.
  const liveAt = page.more ? null : page.asOf;
  const own = context.identity.organizationId;
  for (const session of write.openSessions()) {
    if (session.customerId !== own && isOvertaken(context, write, session)) {
      judgeAnew(context, write, { session, liveAt });
    }
  }
}

function isOvertaken(context: StationContext, write: StoreWriter, session: BenchSession): boolean {
  const { id: within, label, unit, customerId } = session;
  const wish = { serial: label.serial, chosenType: unit?.unitType ?? null, customerId, within };
  return gistOf(judgeFromMirror(context, wish, { read: write })) !== gistOf(session.verdict);
}

/** What of a verdict decides what may be done for this customer; how fresh the facts are is another matter. */
function gistOf(verdict: Verdict): string {
  if (verdict.kind !== 'verdict') {
    return verdict.kind;
  }
  const stops = verdict.findings.filter(({ severity }) => severity === 'block').map(({ code }) => code);
  return JSON.stringify([verdict.next, verdict.allowed, stops]);
}
