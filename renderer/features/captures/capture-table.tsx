// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a table element, so the roles are said outright
// biome-ignore-all lint/a11y/useFocusableInteractive: the table is read, not worked in; the place around it scrolls and takes the focus
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { CaptureLine } from '#core/domain/capture/capture-line.ts';
import { isTrouble } from '#core/domain/capture/find-in-capture.ts';
import { lineHex } from '#core/domain/capture/line-hex.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

export type CaptureForm = 'text' | 'hex';

const rowHeight = 35;
/** The heading lies over the lines that scroll beneath it. */
const headHeight = 36;

/** The lines of a capture. Only those in sight are drawn, so ten thousand are no slower than ten. */
export function CaptureTable(props: {
  readonly lines: readonly CaptureLine[];
  readonly form: CaptureForm;
  /** The line that was looked for; it is brought into sight. */
  readonly marked: number | null;
}) {
  const texts = useTexts();
  const { lines, form, marked } = props;
  const place = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const show = useRef(virtualizer.scrollToIndex);
  show.current = virtualizer.scrollToIndex;
  // Bytes take more room than words, so another form moves the marked line away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is a reason to look again
  useEffect(() => {
    if (marked !== null) {
      show.current(marked, { align: 'center' });
    }
  }, [marked, form]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="capture-table" aria-label={texts.t('captures.table')} tabIndex={0} ref={place}>
      <div role="table" aria-label={texts.t('captures.table')} aria-rowcount={lines.length + 1}>
        <div role="rowgroup" className="capture-heads">
          <div role="row" aria-rowindex={1} className="capture-row">
            <span role="columnheader">{texts.t('captures.column.time')}</span>
            <span role="columnheader">{texts.t('captures.column.direction')}</span>
            <span role="columnheader">{texts.t(`captures.form.${form}`)}</span>
          </div>
        </div>
        <div role="rowgroup" className="capture-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <div
                role="row"
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                aria-current={index === marked}
                className={`capture-row capture-row-${line.direction}`}
                style={{ transform: `translateY(${start - headHeight}px)` }}
              >
                <span role="cell" className="num">
                  {texts.date(line.at, 'time-milliseconds')}
                </span>
                <span role="cell" className="capture-direction">
                  <Direction line={line} />
                </span>
                <span role="cell" className={line.direction === 'note' ? '' : 'mono'} translate="no">
                  {form === 'hex' ? lineHex(line) || line.text : line.text}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

const arrows = { 'to-unit': '→', 'from-unit': '←', note: '·' } as const;

/** Arrow and word; where something went wrong a mark, and what became of a line that was not the answer. */
function Direction({ line }: { readonly line: CaptureLine }) {
  const texts = useTexts();
  return (
    <>
      <span aria-hidden="true" className="capture-arrow">
        {arrows[line.direction]}
      </span>
      {texts.t(`captures.direction.${line.direction}`)}
      {isTrouble(line) ? <StatusMark mark="warn" size="tiny" /> : null}
      {line.use === undefined ? null : <span className="capture-use">{texts.t(`captures.use.${line.use}`)}</span>}
    </>
  );
}
