import { unitOfKey } from '#core/domain/installation/key-unit.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import type { ConfigurationRow } from './configuration-rows.ts';

/**
 * Values side by side: what was last proved, what the unit holds, what is wanted and by whom, and how it stands (decision 18). Never more
 * than was proven; what is prescribed and locked says so.
 */
export function ConfigurationTable(props: {
  readonly caption: string;
  readonly rows: readonly ConfigurationRow[];
  /** Before the unit was read there is nothing to hold against. */
  readonly isRead: boolean;
  /** Null where nothing may be changed, e.g. on a closed sheet. */
  readonly onChange: ((row: ConfigurationRow) => void) | null;
  readonly onTakeBack: ((row: ConfigurationRow) => void) | null;
}) {
  const texts = useTexts();
  const { caption, rows, isRead, onChange, onTakeBack } = props;
  const isKnown = rows.some(({ known }) => known !== undefined);
  return (
    <div className="table-place">
      <table className="table three-sides">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('configure.column.key')}</th>
            {isKnown ? <th scope="col">{texts.t('configure.column.known')}</th> : null}
            {isRead ? <th scope="col">{texts.t('configure.column.from')}</th> : null}
            <th scope="col">{texts.t('configure.column.to')}</th>
            {isRead ? <th scope="col">{texts.t('configure.column.state')}</th> : null}
            {onChange === null ? null : (
              <th scope="col">
                <span className="visually-hidden">{texts.t('configure.column.change')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{keyWords(texts, row.key)}</th>
              {isKnown ? (
                <td className="value dim">{row.known === undefined ? '–' : held(texts, row.key, row.known)}</td>
              ) : null}
              {isRead ? (
                <td className="value">
                  {row.actual === 'unread' ? texts.t('configure.unread') : held(texts, row.key, row.actual)}
                </td>
              ) : null}
              <td className="value value-wanted">
                {held(texts, row.key, row.wanted)}
                <span className="tiny dim cell-detail value-source">{sourceWords(texts, row)}</span>
              </td>
              {isRead ? <StateCell row={row} isKnown={isKnown} /> : null}
              {onChange === null ? null : <ChangeCell row={row} onChange={onChange} onTakeBack={onTakeBack} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function keyWords(texts: Texts, key: string): string {
  return say(texts, [`config-key.${key}`, key]);
}

function held(texts: Texts, key: string, value: string | null): string {
  const unit = unitOfKey(key);
  if (value === null || value === '') {
    return texts.t('configure.empty');
  }
  return unit === null ? value : `${value} ${unit}`;
}

function sourceWords(texts: Texts, { key, line, source }: ConfigurationRow): string {
  const override = line?.override ?? null;
  if (override !== null) {
    const { instead, reason, by } = override;
    return texts.t('configure.source.override', { instead: held(texts, key, instead), reason, by });
  }
  const from = line?.from ?? null;
  return source === 'profile' && from !== null ? from : texts.t(`configure.by.${source}`);
}

function StateCell(props: {
  readonly row: ConfigurationRow;
  /** Whether anything was ever proved of the unit; otherwise it goes without saying that this was not. */
  readonly isKnown: boolean;
}) {
  const { state, departure, detail } = props.row;
  const isTold = departure !== null && state !== 'same' && (props.isKnown || departure !== 'never-known');
  const texts = useTexts();
  const shown = state ?? 'to-write';
  return (
    <td>
      <span className="cell-state">
        <StatusMark mark={stateMarks[shown]} size="tiny" />
        {texts.t(`configure.state.${shown}`)}
      </span>
      {isTold ? <span className="tiny dim cell-detail">{texts.t(`configure.departure.${departure}`)}</span> : null}
      {detail === null ? null : <span className="tiny dim cell-detail">{detail}</span>}
    </td>
  );
}

const stateMarks: Readonly<Record<NonNullable<ConfigurationRow['state']>, Mark>> = {
  same: 'ok',
  'to-write': 'idle',
  accepted: 'work',
  rejected: 'stop',
  unknown: 'warn',
  'not-sent': 'idle',
  verified: 'ok',
  differs: 'stop',
  unsupported: 'idle',
};

function ChangeCell(props: {
  readonly row: ConfigurationRow;
  readonly onChange: (row: ConfigurationRow) => void;
  readonly onTakeBack: ((row: ConfigurationRow) => void) | null;
}) {
  const texts = useTexts();
  const { row, onChange, onTakeBack } = props;
  const key = keyWords(texts, row.key);
  const isGiven = row.source === 'override' || row.source === 'unit';
  if (isGiven && onTakeBack !== null) {
    return (
      <td className="cell-buttons">
        <Button
          size="list"
          needs="configure"
          aria-label={texts.t('configure.take-back-of', { key })}
          onPress={() => onTakeBack(row)}
        >
          {texts.t('configure.take-back')}
        </Button>
      </td>
    );
  }
  if (row.line === null || row.line.change === 'locked') {
    return <td className="small dim cell-locked">{row.line === null ? '' : texts.t('configure.locked')}</td>;
  }
  return (
    <td className="cell-buttons">
      <Button
        size="list"
        needs="configure"
        aria-label={texts.t('configure.change-of', { key })}
        onPress={() => onChange(row)}
      >
        {texts.t('configure.change')}
      </Button>
    </td>
  );
}
