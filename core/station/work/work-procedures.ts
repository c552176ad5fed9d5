import type { LinkProblem } from '../../contract/station/cable.ts';
import type { AreaProcedures } from '../procedures.ts';
import { changeSheet, type SheetOutcome } from '../sheets/change-sheet.ts';
import { refusal, sheetResult, sheetView } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { compareOnBay } from './compare-on-bay.ts';
import { goOnBay } from './go-on-bay.ts';
import { identifyOnBay } from './identify-on-bay.ts';
import { checklistOf, measureOnBay } from './measure-on-bay.ts';
import { writeOnBay } from './write-on-bay.ts';

type Work = Pick<
  AreaProcedures<'bench'>,
  'identify' | 'compareConfiguration' | 'writeConfiguration' | 'goOn' | 'measure' | 'answerCheck'
>;

/** The acts on a sheet that need the unit on the cable, and the checks that a person answers. */
export function workProcedures(context: StationContext): Work {
  return {
    identify: async (wish, { principal }) => {
      const outcome = await identifyOnBay(context, principal, wish);
      if (outcome.kind !== 'changed') {
        return outcome.kind === 'refused' ? refusal(outcome) : outcome;
      }
      const sheet = sheetView(context, outcome.session);
      const { identity } = outcome.session;
      return identity.kind === 'mismatch'
        ? { kind: 'wrong-unit', sheet, scanned: identity.scanned, read: identity.read }
        : { kind: 'agrees', sheet };
    },
    compareConfiguration: async ({ sessionId }, { principal }) =>
      workResult(context, await compareOnBay(context, principal, sessionId)),
    writeConfiguration: async ({ sessionId }, { principal }) =>
      workResult(context, await writeOnBay(context, principal, sessionId)),
    goOn: async ({ sessionId }, { principal }) => workResult(context, await goOnBay(context, principal, sessionId)),
    measure: async ({ sessionId }, { principal }) =>
      workResult(context, await measureOnBay(context, principal, sessionId)),
    answerCheck: async ({ sessionId, checkId, result, note }, { principal }) => {
      const session = context.store.session(sessionId);
      const checklist = session === null ? null : checklistOf(context, session);
      if (session === null || checklist === null) {
        return session === null ? { kind: 'no-such-sheet' } : { kind: 'refused', reason: 'no-checklist', detail: {} };
      }
      const outcome = changeSheet(context, {
        sessionId,
        principal,
        event: { kind: 'check-answered', checklist, checkId, result, note },
        audit: { action: 'check.answered', code: result, after: { check: checkId, note: note ?? '' } },
      });
      return sheetResult(context, outcome);
    },
  };
}

type WorkOutcome = SheetOutcome | LinkProblem | { readonly kind: 'no-profile' } | { readonly kind: 'no-checklist' };

/** What work over the cable answers over the contract. */
export function workResult(context: StationContext, outcome: WorkOutcome) {
  switch (outcome.kind) {
    case 'link-problem':
      return outcome;
    case 'no-profile':
    case 'no-checklist':
      return { kind: 'refused', reason: outcome.kind, detail: {} } as const;
    default:
      return sheetResult(context, outcome);
  }
}
