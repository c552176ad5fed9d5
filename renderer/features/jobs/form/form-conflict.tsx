import type { JobStep } from '#core/domain/jobs/job.ts';
import type { JobFieldName } from '#core/domain/jobs/job-fields.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { fieldWords, type SaidFields } from '../shared/field-words.ts';
import { differentFields, type JobDraft } from './job-draft.ts';

interface ConflictProps {
  /** What the form was begun from, what stands in it, and what somebody else saved meanwhile. */
  readonly start: JobDraft;
  readonly mine: JobDraft;
  readonly theirs: JobDraft;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

const conflictId = 'form-conflict';

/** Beside the buttons of the form, which rest until somebody decided: that there is something to decide, and the way there. */
export function ConflictNotice() {
  const texts = useTexts();
  const show = () => document.getElementById(conflictId)?.focus();
  return (
    <Notice
      mark="warn"
      action={
        <Button size="list" onPress={show}>
          {texts.t('jobs-form.conflict-show')}
        </Button>
      }
    >
      {texts.t('jobs-form.conflict-text')}
    </Notice>
  );
}

/** Somebody else saved the same meanwhile: what they changed, and how to go on. Nothing typed is lost before somebody decides. */
export function FormConflict({ start, mine, theirs, onKeepMine, onTakeTheirs }: ConflictProps) {
  const texts = useTexts();
  const names = { types: useUnitTypes(), assetLabel: null, profileName: null };
  const words = ({ fields }: JobDraft, name: JobFieldName) => wordsOf(texts, { ...names, fields }, name);
  const changed = differentFields(start.fields, theirs.fields);
  const haveSteps = JSON.stringify(start.steps) !== JSON.stringify(theirs.steps);
  return (
    <section className="card job-conflict" id={conflictId} tabIndex={-1} aria-label={texts.t('jobs-form.conflict')}>
      <h2 className="over">{texts.t('jobs-form.conflict')}</h2>
      {changed.length === 0 && !haveSteps ? (
        <p className="dim">{texts.t('jobs-form.conflict-nothing')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{texts.t('jobs-form.conflict-field')}</th>
              <th scope="col">{texts.t('jobs-form.conflict-before')}</th>
              <th scope="col">{texts.t('jobs-form.conflict-now')}</th>
              <th scope="col">{texts.t('jobs-form.conflict-mine')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((name) => (
              <tr key={name}>
                <th scope="row">{texts.t(`jobs-shared.field.${name}`)}</th>
                <td>{words(start, name)}</td>
                <td>{words(theirs, name)}</td>
                <td>{words(mine, name)}</td>
              </tr>
            ))}
            {haveSteps ? (
              <tr>
                <th scope="row">{texts.t('jobs-form.steps')}</th>
                <td>{stepWords(texts, start.steps)}</td>
                <td>{stepWords(texts, theirs.steps)}</td>
                <td>{stepWords(texts, mine.steps)}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      )}
      <div className="job-form-buttons">
        <Button tone="go" size="list" onPress={onKeepMine}>
          {texts.t('jobs-form.keep-mine')}
        </Button>
        <Button size="list" onPress={onTakeTheirs}>
          {texts.t('jobs-form.take-theirs')}
        </Button>
        <p className="small dim">{texts.t('jobs-form.keep-mine-hint')}</p>
      </div>
    </section>
  );
}

function wordsOf(texts: Texts, said: SaidFields, name: JobFieldName): string {
  // Ids mean nothing to people; that another one is chosen is what counts.
  const isChosen = (name === 'assetId' || name === 'profileId') && said.fields[name] !== null;
  return isChosen ? texts.t('jobs-form.another') : fieldWords(texts, said, name) || '–';
}

function stepWords(texts: Texts, steps: readonly JobStep[]): string {
  return texts.list(steps.map((step) => texts.t(`jobs-shared.step.${step}`))) || '–';
}
