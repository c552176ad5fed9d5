import type { JobRow } from '#core/contract/station/jobs.ts';
import type { BulkAct } from '#core/domain/jobs/plan-bulk.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import type { BulkOutcome, BulkResult, BulkStep } from './bulk-run.ts';

interface ReportProps {
  readonly act: BulkAct;
  readonly isUndo: boolean;
  readonly result: BulkResult;
  readonly rows: readonly JobRow[];
  /** What would take it back; empty where nothing can be, or nothing is left to be. */
  readonly back: readonly BulkStep[];
  readonly onUndo: (steps: readonly BulkStep[]) => void;
  readonly onGoOn: () => void;
  readonly onClose: () => void;
}

/** More lines than anybody reads; what went wrong stands first. */
const mostLines = 200;

/** What became of each job, and the way back where there is one (ux rule 31). */
export function BulkReport(props: ReportProps) {
  const texts = useTexts();
  const { act, isUndo, result, back, onUndo, onGoOn, onClose } = props;
  const { steps, outcomes, stopped } = result;
  const done = steps.filter(({ id }) => outcomes.get(id)?.kind === 'done').length;
  const refused = outcomes.size - done;
  return (
    <div className="jobs-report">
      <p className="jobs-report-sums" role="status">
        <Tag mark="ok">{texts.t(isUndo ? 'jobs-list.undone' : `jobs-list.did.${act}`, { count: done })}</Tag>
        {refused === 0 ? null : <Tag mark="stop">{texts.t('jobs-list.refused', { count: refused })}</Tag>}
        {steps.length === outcomes.size ? null : (
          <Tag mark="wait">{texts.t('jobs-list.not-asked', { count: steps.length - outcomes.size })}</Tag>
        )}
      </p>
      {stopped === null ? null : (
        <Notice
          mark="wait"
          action={
            <Button size="list" onPress={onGoOn}>
              {texts.t('jobs-list.go-on')}
            </Button>
          }
        >
          {texts.t(`partners.why.${stopped}`)} {texts.t('jobs-list.go-on-text')}
        </Notice>
      )}
      <Lines {...props} />
      {isUndo || done === 0 ? null : <p className="small dim">{texts.t(`jobs-list.back.${act}`)}</p>}
      <div className="dialog-buttons">
        {back.length === 0 || stopped !== null ? null : (
          <Button onPress={() => onUndo(back)}>{texts.t(`jobs-list.undo.${act}`, { count: back.length })}</Button>
        )}
        <span className="push" />
        <Button tone="go" onPress={onClose} autoFocus>
          {texts.t('common.close')}
        </Button>
      </div>
    </div>
  );
}

function Lines({ result, rows, act, isUndo }: ReportProps) {
  const texts = useTexts();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rank = ({ id }: BulkStep) => (result.outcomes.get(id)?.kind === 'done' ? 1 : 0);
  const lines = [...result.steps].sort((left, right) => rank(left) - rank(right));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="jobs-report-lines" aria-label={texts.t('jobs-list.results')} tabIndex={0}>
      <table className="table">
        <caption className="visually-hidden">{texts.t('jobs-list.results')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('jobs-list.column.number')}</th>
            <th scope="col">{texts.t('jobs-list.column.plate')}</th>
            <th scope="col">{texts.t('jobs-list.result')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, mostLines).map((step) => (
            <tr key={step.id}>
              <th scope="row">{jobNumber(texts, step.number)}</th>
              <td>{byId.get(step.id)?.plate ?? '–'}</td>
              <td>
                <Outcome outcome={result.outcomes.get(step.id)} act={act} isUndo={isUndo} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > mostLines ? (
        <p className="small dim">{texts.t('jobs-list.more-lines', { count: lines.length - mostLines })}</p>
      ) : null}
    </section>
  );
}

function Outcome(props: {
  readonly outcome: BulkOutcome | undefined;
  readonly act: BulkAct;
  readonly isUndo: boolean;
}) {
  const texts = useTexts();
  const { outcome, act, isUndo } = props;
  if (outcome === undefined) {
    return texts.t('jobs-list.outcome.not-asked');
  }
  if (outcome.kind === 'refused') {
    return texts.t(`job-code.${outcome.code}`);
  }
  return texts.t(isUndo ? 'jobs-list.outcome.undone' : `jobs-list.outcome.${act}`);
}
