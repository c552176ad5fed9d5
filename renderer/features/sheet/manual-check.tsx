import type { CheckOutcome, CheckResult, ManualCheck } from '#core/domain/inspection/checklist.ts';
import { longestReason } from '#core/kernel/reason.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { isTooLong, TextField } from '../../ui/text-field.tsx';
import { resultMarks } from './result-marks.ts';

/** What a person looks at. A pass is saved at once; anything else asks what was seen first, so that the report can say it. */
export function ManualCheckRow(props: {
  readonly check: ManualCheck;
  readonly newest: CheckOutcome | null;
  /** Set when a key or a control code began to answer this check with something else than a pass. */
  readonly begun: CheckResult | null;
  /** What was seen, as it is typed. */
  readonly note: readonly [string, (note: string) => void];
  readonly isDisabled: boolean;
  readonly isSaving: boolean;
  readonly onBegin: (result: CheckResult | null) => void;
  readonly onAnswer: (result: CheckResult, note: string | null) => void;
}) {
  const texts = useTexts();
  const { check, newest, begun } = props;
  const choose = (result: CheckResult) => {
    if (result === 'pass') {
      props.onAnswer('pass', null);
    } else {
      props.onBegin(result);
    }
  };
  const result = begun ?? newest?.result ?? null;
  return (
    <li className="manual" data-check={check.id}>
      <div className="manual-row">
        <StatusMark mark={newest === null ? 'idle' : resultMarks[newest.result]} />
        <strong>{say(texts, [`checks.${check.id}.title`, check.id])}</strong>
        <ChoiceBar
          label={say(texts, [`checks.${check.id}.title`, check.id])}
          value={result}
          isDisabled={props.isDisabled}
          onChoose={choose}
          choices={(['pass', 'warn', 'fail', 'not-possible'] as const).map((value) => ({
            value,
            label: texts.t(`inspect.result.${value}`),
            mark: resultMarks[value],
          }))}
        />
      </div>
      {begun === null ? (
        <Seen newest={newest} />
      ) : (
        <NoteForm
          key={begun}
          note={props.note}
          isSaving={props.isSaving}
          onCancel={() => props.onBegin(null)}
          onSave={(note) => props.onAnswer(begun, note)}
        />
      )}
    </li>
  );
}

function Seen({ newest }: { readonly newest: CheckOutcome | null }) {
  const texts = useTexts();
  if (newest === null || (newest.why === null && newest.result === 'pass')) {
    return null;
  }
  return <p className="manual-note small dim">{newest.why ?? say(texts, [`checks.${newest.checkId}.next`, ''])}</p>;
}

function NoteForm({
  note: [note, setNote],
  isSaving,
  onSave,
  onCancel,
}: {
  readonly note: readonly [string, (note: string) => void];
  readonly isSaving: boolean;
  readonly onSave: (note: string | null) => void;
  readonly onCancel: () => void;
}) {
  const texts = useTexts();
  const save = () => {
    if (!isTooLong(note, longestReason)) {
      onSave(note.trim() === '' ? null : note.trim());
    }
  };
  return (
    <div className="manual-form">
      <TextField
        label={texts.t('inspect.note')}
        value={note}
        onChange={setNote}
        longest={longestReason}
        onSubmit={save}
        autoFocus
      />
      <Button isDisabled={isTooLong(note, longestReason)} isPending={isSaving} onPress={save}>
        {texts.t('inspect.save-note')}
      </Button>
      <Button onPress={onCancel}>{texts.t('common.cancel')}</Button>
    </div>
  );
}
