import type { FirmwareRow } from '#core/contract/station/firmware.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';

const columns = ['model', 'version', 'file', 'taken', 'state'] as const;

/** Every kept firmware with what its image is now. `onRemove` is null for whoever may only look. */
export function FirmwareTable(props: {
  readonly rows: readonly FirmwareRow[];
  readonly onRemove: ((row: FirmwareRow) => void) | null;
}) {
  const texts = useTexts();
  const { rows, onRemove } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="table-card card" tabIndex={0} aria-label={texts.t('firmware.title')}>
      <table className="table firmware-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {texts.t(`firmware.column.${column}`)}
              </th>
            ))}
            {onRemove === null ? null : (
              <th scope="col">
                <span className="visually-hidden">{texts.t('firmware.column.acts')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.sha256} row={row} onRemove={onRemove} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, onRemove }: { readonly row: FirmwareRow; readonly onRemove: ((row: FirmwareRow) => void) | null }) {
  const texts = useTexts();
  const { model, firmware, file, size, sha256, notes, importedAt, importedBy, integrity } = row;
  return (
    <tr>
      <th scope="row" translate="no">
        {model}
      </th>
      <td translate="no">
        <span className="mono firmware-version">{firmware}</span>
        {notes === null ? null : <span className="tiny dim cell-detail">{notes}</span>}
      </td>
      <td translate="no">
        {file}
        <span className="tiny dim cell-detail">{texts.t('firmware.size', { kilobytes: kilobytes(size) })}</span>
        <span className="tiny dim cell-detail">
          {texts.t('firmware.fingerprint', { fingerprint: sha256.slice(0, 12) })}
        </span>
      </td>
      <td>
        {texts.date(importedAt, 'date-time')}
        <span className="tiny dim cell-detail">{importedBy}</span>
      </td>
      <td>
        <Tag mark={integrityMarks[integrity]}>{texts.t(`firmware.integrity.${integrity}`)}</Tag>
      </td>
      {onRemove === null ? null : (
        <td>
          <Button
            size="list"
            aria-label={texts.t('firmware.remove-one', { firmware, model })}
            onPress={() => onRemove(row)}
          >
            {texts.t('firmware.remove')}
          </Button>
        </td>
      )}
    </tr>
  );
}

const integrityMarks = { intact: 'ok', damaged: 'stop', gone: 'stop' } as const satisfies Record<string, Mark>;

/** Sizes in thousands of bytes, as people compare them. */
export function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1_000));
}
