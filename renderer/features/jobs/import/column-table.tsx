import { type ImportTarget, importTargets } from '#core/domain/jobs/import/import-columns.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { targetWords } from './import-words.ts';
import type { Previewed } from './use-import.ts';

/** Every column of the file as a row: its heading, what it is read as, and what stands in the first rows. */
export function ColumnTable(props: {
  readonly preview: Previewed;
  readonly targets: readonly (ImportTarget | null)[];
  readonly onChoose: (index: number, target: ImportTarget | null) => void;
}) {
  const texts = useTexts();
  const { preview, targets, onChoose } = props;
  const { columns, sample } = preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="table-card import-table" tabIndex={0} aria-label={texts.t('jobs-import.step.columns')}>
      <table className="table import-columns">
        <thead>
          <tr>
            <th scope="col">{texts.t('jobs-import.columns.heading')}</th>
            <th scope="col">{texts.t('jobs-import.columns.meaning')}</th>
            {sample.map((_row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no name but their place
              <th scope="col" key={number}>
                {texts.t('jobs-import.columns.example', { number: number + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one heading; a column is known by its place
            <tr key={index}>
              <th scope="row" translate="no">
                <Heading text={column.heading} index={index} />
              </th>
              <td>
                <Meaning
                  column={column}
                  index={index}
                  target={targets[index] ?? null}
                  onChoose={(target) => onChoose(index, target)}
                />
              </td>
              {sample.map((row, number) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={number} className="import-cell" translate="no">
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Heading({ text, index }: { readonly text: string; readonly index: number }) {
  const texts = useTexts();
  return text === '' ? (
    <span className="dim">{texts.t('jobs-import.columns.no-heading', { number: index + 1 })}</span>
  ) : (
    text
  );
}

function Meaning(props: {
  readonly column: Previewed['columns'][number];
  readonly index: number;
  readonly target: ImportTarget | null;
  readonly onChoose: (target: ImportTarget | null) => void;
}) {
  const texts = useTexts();
  const { column, index, target, onChoose } = props;
  const heading =
    column.heading === '' ? texts.t('jobs-import.columns.no-heading', { number: index + 1 }) : column.heading;
  const how = target === null ? 'none' : column.target === target ? column.how : 'chosen';
  return (
    <span className="import-meaning">
      <select
        className="field-input"
        aria-label={texts.t('jobs-import.columns.meaning-of', { heading })}
        value={target ?? ''}
        onChange={(event) => onChoose(importTargets.find((one) => one === event.target.value) ?? null)}
      >
        <option value="">{texts.t('jobs-import.columns.not-read')}</option>
        {importTargets.map((one) => (
          <option key={one} value={one}>
            {targetWords(texts, one)}
          </option>
        ))}
      </select>
      <span className="tiny dim">{texts.t(`jobs-import.columns.how.${how}`)}</span>
    </span>
  );
}
