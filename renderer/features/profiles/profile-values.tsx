import { linesOfProfile, type ProfileLine } from '#core/domain/installation/profile-difference.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { entryWords, keyWords } from './profile-words.ts';

/** Every value with what it is derived from beside it: what this profile sets itself, and what it changes. */
export function ProfileValues({ levels }: { readonly levels: readonly ProfileTemplate[] }) {
  const texts = useTexts();
  const lines = linesOfProfile(levels);
  const isDerived = levels.length > 1;
  const sorted = isDerived
    ? lines.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    : lines;
  return (
    <div className="table-place">
      <table className="table">
        <caption className="visually-hidden">{texts.t('profiles.values-table')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('profiles.column.key')}</th>
            <th scope="col">{texts.t('profiles.column.value')}</th>
            {isDerived ? (
              <>
                <th scope="col">{texts.t('profiles.column.base')}</th>
                <th scope="col">{texts.t('profiles.column.origin')}</th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <Row key={line.entry.key} line={line} isDerived={isDerived} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line, isDerived }: { readonly line: ProfileLine; readonly isDerived: boolean }) {
  const texts = useTexts();
  const { entry, base, state, setBy } = line;
  return (
    <tr>
      <th scope="row">{keyWords(texts, entry.key)}</th>
      <td className="value">{entryWords(texts, entry)}</td>
      {isDerived ? (
        <>
          <td className="value dim">
            {state === 'changed' && base !== null ? entryWords(texts, base) : state === 'added' ? '–' : ''}
          </td>
          <td>
            <span className={state === 'inherited' ? 'dim' : 'profile-origin-own'}>
              {texts.t(`profiles.origin.${state}`, { base: setBy })}
            </span>
          </td>
        </>
      ) : null}
    </tr>
  );
}

const order: readonly ProfileLine['state'][] = ['changed', 'added', 'same', 'inherited'];
