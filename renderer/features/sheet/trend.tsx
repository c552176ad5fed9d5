import type { AutomaticCheck } from '#core/domain/inspection/checklist.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { measuredWords, passRanges, rangeFor, unitOfField } from './check-words.ts';
import { trendShape } from './trend-shape.ts';

const box = { width: 128, height: 30 };

/** The course of a measured value with the band in which it passes; the same numbers stand beside it for readers (ux §2, charts). */
export function Trend({ check, values }: { readonly check: AutomaticCheck; readonly values: readonly number[] }) {
  const texts = useTexts();
  if (values.length < 2) {
    return null;
  }
  const unit = unitOfField(check.field);
  const shape = trendShape(values, rangeFor(passRanges(check), values), box);
  const words = (value: number) => measuredWords(texts, value, unit);
  return (
    <>
      <svg
        className="trend"
        width={box.width}
        height={box.height}
        viewBox={`0 0 ${box.width} ${box.height}`}
        aria-hidden="true"
        focusable="false"
      >
        {shape.band === null ? null : (
          <rect className="trend-band" x="0" y={shape.band.y} width={box.width} height={shape.band.height} />
        )}
        <polyline className="trend-line" points={shape.line} />
        {shape.end === null ? null : <circle className="trend-end" cx={shape.end.x} cy={shape.end.y} r="2.6" />}
      </svg>
      <span className="visually-hidden">
        {texts.t('inspect.trend', {
          count: values.length,
          lowest: words(Math.min(...values)),
          highest: words(Math.max(...values)),
          values: values.map(words).join('; '),
        })}
      </span>
    </>
  );
}
