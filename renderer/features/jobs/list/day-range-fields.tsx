import { useId, useState } from 'react';
import { useTexts } from '../../../text/text-provider.tsx';
import type { DayRange } from './job-day.ts';
import { type JobsFilter, rangeOf, withRange } from './jobs-search.ts';

/** Before it somebody is still typing the year. */
const firstDay = '2000-01-01';
const lastDay = '2999-12-31';

/** Days of service from and to, both included; an empty one leaves that side open. What is not yet a day changes nothing. */
export function DayRangeFields(props: {
  readonly filter: JobsFilter;
  readonly onFilter: (filter: JobsFilter) => void;
}) {
  const texts = useTexts();
  const trouble = useId();
  const { filter, onFilter } = props;
  // The address follows a moment later, and the other field may be typed into before.
  const [range, setRange] = useState<DayRange>(rangeOf(filter) ?? { from: null, to: null });
  const { from, to } = range;
  const isTurned = from !== null && to !== null && from > to;
  const field = (side: 'from' | 'to', known: string | null) => (
    <label className="field jobs-range-day">
      <span className="field-label">{texts.t(`jobs-list.range.${side}`)}</span>
      {/* Not controlled: a day that is half typed is empty to the page and must stay as it is. */}
      <input
        className="field-input num"
        type="date"
        min={firstDay}
        max={lastDay}
        defaultValue={known ?? ''}
        aria-invalid={isTurned}
        {...(isTurned ? { 'aria-describedby': trouble } : {})}
        onChange={({ target: { value } }) => {
          if (value === '' || (value >= firstDay && value <= lastDay)) {
            const next = { ...range, [side]: value === '' ? null : value };
            setRange(next);
            onFilter(withRange(filter, next));
          }
        }}
      />
    </label>
  );
  return (
    <div className="jobs-range">
      {field('from', from)}
      {field('to', to)}
      {isTurned ? (
        <p id={trouble} className="field-error jobs-range-trouble" role="alert">
          {texts.t('jobs-list.range.turned')}
        </p>
      ) : null}
    </div>
  );
}
