import type { OpenedUnit } from '#core/contract/station/units.ts';
import type { UnitHistoryLine } from '#core/domain/units/unit-history.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Everything that the trails say of the unit, newest first, and whose word it is. */
export function UnitHistory({ unit: { history, historyFrom } }: { readonly unit: OpenedUnit }) {
  const texts = useTexts();
  return (
    <section className="card unit-card" aria-labelledby="unit-history">
      <h2 className="over" id="unit-history">
        {texts.t('units.history')}
      </h2>
      {historyFrom.kind === 'station' ? (
        <Notice mark="wait">{texts.t(`units.history-from.${historyFrom.why}`)}</Notice>
      ) : null}
      {history.length === 0 ? (
        <p className="dim">{texts.t('units.no-history')}</p>
      ) : (
        <ol className="unit-lines">
          {history.map((line) => (
            <li key={`${line.at} ${line.action} ${line.outcome} ${line.actor}`}>
              <HistoryLine line={line} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function HistoryLine({ line }: { readonly line: UnitHistoryLine }) {
  const texts = useTexts();
  const at = isoTime.safeParse(line.at);
  return (
    <>
      <span className="num small dim">{at.success ? texts.date(at.data, 'date-time') : line.at}</span>
      <span>
        <strong>{say(texts, [`audit-page.action.${line.action}`, line.action])}</strong>
        {line.code === null ? null : (
          <span className="dim">
            {' '}
            · {say(texts, [`codes.${line.code}.title`, `audit-page.code.${line.code}`, line.code])}
          </span>
        )}
        <span className="small dim units-line">{line.actor ?? texts.t('audit-page.erased')}</span>
      </span>
      <span className="small">{say(texts, [`audit-page.outcome.${line.outcome}`, line.outcome])}</span>
    </>
  );
}
