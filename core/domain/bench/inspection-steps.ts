// How checks change a sheet. Every run is kept; the newest counts (decisions.md d6).
import type { Checklist, CheckOutcome } from '../inspection/checklist.ts';
import { newestRun, overallResult } from '../inspection/overall-result.ts';
import type { EventOf, Happened } from './bench-event.ts';
import { permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { type Change, changed } from './sheet-change.ts';

export function measure(session: BenchSession, event: EventOf<'measured'>): Change | Refused {
  if (session.identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  const { checklist, checks } = event;
  const stranger = checks.find((check) => !has(checklist, 'automatic', check.checkId));
  if (stranger !== undefined) {
    return refuse('no-such-check', { check: stranger.checkId });
  }
  return inspected(session, event, checks);
}

export function answerCheck(session: BenchSession, event: EventOf<'check-answered'>): Change | Refused {
  const { checklist, checkId, result, note, at } = event;
  const check = has(checklist, 'manual', checkId);
  if (check === undefined) {
    return refuse('no-such-check', { check: checkId });
  }
  const answer = {
    checkId,
    kind: 'manual',
    required: check.required,
    result,
    value: null,
    unit: null,
    why: note,
  } as const;
  return inspected(session, event, [{ ...answer, series: [], source: 'technician', at }]);
}

function has(checklist: Checklist, kind: 'automatic' | 'manual', checkId: string) {
  return checklist.checks.find((check) => check.kind === kind && check.id === checkId);
}

function inspected(
  session: BenchSession,
  { at, by, checklist }: Happened & { readonly checklist: Checklist },
  runs: readonly Omit<CheckOutcome, 'run'>[],
): Change | Refused {
  const inspect = permissionFor(session, 'inspect');
  if (inspect.kind !== 'granted') {
    return refuse('not-allowed', { code: inspect.kind === 'denied' ? inspect.code : 'TRANSFER_AVAILABLE' });
  }
  const checks: CheckOutcome[] = session.inspection.kind === 'measured' ? [...session.inspection.checks] : [];
  for (const one of runs) {
    checks.push({ ...one, run: (newestRun(checks, one.checkId)?.run ?? 0) + 1 });
  }
  return changed({
    inspection: {
      kind: 'measured',
      checklistId: checklist.id,
      checklistVersion: checklist.version,
      checks,
      result: overallResult(checklist, checks),
      at,
      by,
    },
  });
}
