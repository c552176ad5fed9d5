import type { Sheet } from '#core/contract/station/bench.ts';
import type { AutomaticCheck, CheckOutcome } from '#core/domain/inspection/checklist.ts';
import { sampleKey, useLive } from '../../station/live-store.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { measuredWords, unitOfField, wantedWords } from './check-words.ts';
import { outcomesOf } from './inspection-runs.ts';
import { resultMarks } from './result-marks.ts';
import { Trend } from './trend.tsx';

/** What is measured over the cable: value, limits, course and result of each check, every run kept (INSP-1, INSP-2). */
export function AutomaticChecks(props: {
  readonly sheet: Sheet;
  readonly checks: readonly AutomaticCheck[];
  readonly isMeasuring: boolean;
}) {
  const texts = useTexts();
  return (
    <div className="table-place">
      <table className="table checks-table">
        <caption className="visually-hidden">{texts.t('inspect.automatic')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('inspect.column.check')}</th>
            <th scope="col">{texts.t('inspect.column.measured')}</th>
            <th scope="col">{texts.t('inspect.column.wanted')}</th>
            <th scope="col">{texts.t('inspect.column.trend')}</th>
            <th scope="col">{texts.t('inspect.column.result')}</th>
          </tr>
        </thead>
        <tbody>
          {props.checks.map((check) => (
            <CheckRow key={check.id} sheet={props.sheet} check={check} isMeasuring={props.isMeasuring} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CheckRow(props: { readonly sheet: Sheet; readonly check: AutomaticCheck; readonly isMeasuring: boolean }) {
  const texts = useTexts();
  const { sheet, check, isMeasuring } = props;
  const samples = useLive((live) => live.samples[sampleKey(sheet.session.id, check.id)]);
  const runs = outcomesOf(sheet, check.id);
  const newest = runs.at(-1) ?? null;
  const live = isMeasuring && samples !== undefined ? samples : null;
  const lastSample = live?.at(-1) ?? null;
  const values =
    live === null ? (newest?.series ?? []) : live.flatMap((sample) => (sample.value === null ? [] : [sample.value]));
  const unit = newest?.unit ?? unitOfField(check.field);
  return (
    <tr>
      <th scope="row">
        {say(texts, [`checks.${check.id}.title`, check.id])}
        {check.required ? null : <span className="tiny dim cell-detail">{texts.t('inspect.optional')}</span>}
      </th>
      <td className={typeof (lastSample ?? newest)?.value === 'number' ? 'value num' : 'value value-words'}>
        {lastSample === null
          ? measuredWords(texts, newest?.value ?? null, unit)
          : measuredWords(texts, lastSample.value ?? lastSample.text, unit)}
        {runs.length > 1 && live === null ? (
          <span className="tiny dim cell-detail">
            {texts.t('inspect.earlier', {
              values: runs
                .slice(0, -1)
                .map((run) => measuredWords(texts, run.value, unit))
                .join(', '),
            })}
          </span>
        ) : null}
      </td>
      <td className="dim">{wantedWords(texts, check)}</td>
      <td className="trend-cell">
        <Trend check={check} values={values} />
      </td>
      <td>
        <Result newest={live === null ? newest : null} isMeasuring={isMeasuring} checkId={check.id} />
      </td>
    </tr>
  );
}

function Result(props: {
  readonly newest: CheckOutcome | null;
  readonly isMeasuring: boolean;
  readonly checkId: string;
}) {
  const texts = useTexts();
  const { newest, isMeasuring, checkId } = props;
  if (newest === null || isMeasuring) {
    return (
      <span className="cell-state">
        <StatusMark mark={isMeasuring ? 'work' : 'idle'} size="tiny" />
        {texts.t(isMeasuring ? 'inspect.measuring' : 'inspect.not-measured')}
      </span>
    );
  }
  return (
    <>
      <span className="cell-state">
        <StatusMark mark={resultMarks[newest.result]} size="tiny" />
        {texts.t(`inspect.result.${newest.result}`)}
      </span>
      {newest.result === 'pass' ? null : (
        <span className="tiny dim cell-detail">
          {newest.why === null
            ? ''
            : `${say(texts, [`checks.why.${newest.why}`, `inspect.why.${newest.why}`, newest.why])}. `}
          {say(texts, [`checks.${checkId}.next`, ''])}
        </span>
      )}
    </>
  );
}
