import { useEffect, useRef } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { type CheckResult, checkResult, type ManualCheck } from '#core/domain/inspection/checklist.ts';
import { fieldOf } from '../../station/kept-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { useKeyActs } from '../shell/key-acts.ts';
import { outcomesOf } from './inspection-runs.ts';
import { ManualCheckRow } from './manual-check.tsx';
import { useSheetTexts } from './sheet-typing.ts';
import { type SheetAct, wasDone } from './use-sheet-act.ts';

interface Begun {
  readonly checkId: string;
  readonly result: CheckResult;
}

/**
 * What is looked at: four answers each, by pointer, by keys or by the control barcodes (ux §9, rule 8). F8 passes and Shift+F8 fails the
 * check in hand, or the next one without an answer; after an answer the keyboard stands at the next open one.
 */
export function ManualChecks(props: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  readonly checks: readonly ManualCheck[];
}) {
  const texts = useTexts();
  const { sheet, act, checks } = props;
  const { session } = sheet;
  const { typing, begun, begin, forget } = useBegunCheck(session.id);
  const open = openChecks(sheet, checks);
  const isDisabled = session.state !== 'open';
  useNextCheck(open);
  const answer = async (checkId: string, result: CheckResult, note: string | null) => {
    const given = { sessionId: session.id, checkId, result, note };
    if (wasDone(await act.run('answer', (client) => client.bench.answerCheck(given)))) {
      forget(checkId);
    }
  };
  const inHand = () => {
    const focused = focusedCheck();
    return focused !== null && (open.includes(focused) || open.length === 0) ? focused : (open[0] ?? null);
  };
  const pressed = (result: 'pass' | 'fail') => {
    const checkId = inHand();
    if (checkId !== null) {
      result === 'pass' ? void answer(checkId, 'pass', null) : begin({ checkId, result });
    }
  };
  useKeyActs(
    'inspect',
    isDisabled
      ? []
      : [
          { key: 'F8', label: 'pass', control: 'pass', act: () => pressed('pass') },
          { key: 'Shift+F8', label: 'fail', control: 'fail', act: () => pressed('fail') },
        ],
  );
  return (
    <ul className="manuals" aria-label={texts.t('inspect.manual')}>
      {checks.map((check) => (
        <ManualCheckRow
          key={check.id}
          check={check}
          newest={outcomesOf(sheet, check.id).at(-1) ?? null}
          begun={begun?.checkId === check.id ? begun.result : null}
          isDisabled={isDisabled}
          isSaving={act.running === 'answer'}
          onBegin={(result) => begin(result === null ? null : { checkId: check.id, result })}
          note={fieldOf(typing, noteOf(check.id))}
          onAnswer={(result, note) => void answer(check.id, result, note)}
        />
      ))}
    </ul>
  );
}

/** The check whose answer was begun, and what was typed to it: both outlive the page until the answer is stored (SCAN-5). */
function useBegunCheck(sessionId: string) {
  const typing = useSheetTexts(sessionId);
  const { texts, type } = typing;
  const { 'check begun': checkId, 'check result': said } = texts;
  const result = checkResult.safeParse(said).data;
  const begun: Begun | null = checkId === undefined || result === undefined ? null : { checkId, result };
  const begin = (next: Begun | null) =>
    type({ 'check begun': next?.checkId ?? null, 'check result': next?.result ?? null });
  return {
    typing,
    begun,
    begin,
    forget(answered: string) {
      type({ [noteOf(answered)]: null });
      // Another one may have been begun while this one was on its way.
      if (typing.now()['check begun'] === answered) {
        begin(null);
      }
    },
  };
}

const noteOf = (checkId: string) => `note ${checkId}`;

/** Checks that nobody has answered yet, in the order of the list. */
export function openChecks(sheet: Sheet, checks: readonly ManualCheck[]): readonly string[] {
  return checks.filter((check) => outcomesOf(sheet, check.id).length === 0).map(({ id }) => id);
}

/** Puts the keyboard, and the eye, on a check. */
export function focusCheck(checkId: string | null): void {
  if (checkId !== null) {
    document.querySelector<HTMLElement>(`[data-check="${CSS.escape(checkId)}"] button`)?.focus();
  }
}

function focusedCheck(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-check]')?.dataset['check'] ?? null;
}

/** Moves on from an answered check to the next open one; leaves the keyboard alone where it is elsewhere. */
function useNextCheck(open: readonly string[]): void {
  const before = useRef(open);
  useEffect(() => {
    const [answered] = before.current.filter((checkId) => !open.includes(checkId));
    before.current = open;
    const focused = focusedCheck();
    if (answered !== undefined && (focused === answered || document.activeElement === document.body)) {
      focusCheck(open[0] ?? null);
    }
  }, [open]);
}
