import { Button as AriaButton } from 'react-aria-components';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { dayWords } from '../shared/field-words.ts';
import type { FilterProps } from './add-filter.tsx';
import type { DayRange } from './job-day.ts';
import { type JobsFilter, jobFacets, rangeOf, withFacet, withRange } from './jobs-search.ts';

interface Chip {
  readonly key: string;
  readonly word: string;
  readonly count: number;
  /** The filter without it. */
  readonly others: JobsFilter;
}

/** What the list is filtered by, each with how many it finds; pressing one takes it away, and one button takes all away. */
export function FilterChips(props: FilterProps) {
  const texts = useTexts();
  const { filter, onFilter } = props;
  const chips = [...chipsOfFacets(props), ...chipOfRange(texts, props)];
  if (chips.length === 0) {
    return null;
  }
  return (
    <ul className="jobs-chips" aria-label={texts.t('jobs-list.filters')}>
      {chips.map(({ key, word, count, others }) => (
        <li key={key}>
          <AriaButton
            className="jobs-chip"
            // What is read must be in the name by which it is called (WCAG 2.5.3).
            aria-label={texts.t('jobs-list.drop-filter', { filter: `${word} ${texts.number(count)}` })}
            onPress={() => onFilter(others)}
          >
            {word} <span className="num">{texts.number(count)}</span>
            <span aria-hidden="true">✕</span>
          </AriaButton>
        </li>
      ))}
      <li>
        <Button size="list" onPress={() => onFilter(withoutFacets(filter))}>
          {texts.t('jobs-list.clear-filters')}
        </Button>
      </li>
    </ul>
  );
}

function chipsOfFacets({ filter, counts, words }: FilterProps): readonly Chip[] {
  return jobFacets.flatMap((facet) => {
    const chosen: readonly string[] = filter[facet] ?? [];
    return chosen.map((value) => ({
      key: `${facet} ${value}`,
      word: words.wordOf(facet, value),
      count: counts[facet].get(value) ?? 0,
      others: withFacet(
        filter,
        facet,
        chosen.filter((one) => one !== value),
      ),
    }));
  });
}

function chipOfRange(texts: Texts, { filter, inRange }: FilterProps): readonly Chip[] {
  const range = rangeOf(filter);
  return range === null
    ? []
    : [{ key: 'range', word: rangeWords(texts, range), count: inRange, others: withRange(filter, anyDay) }];
}

const anyDay: DayRange = { from: null, to: null };

function rangeWords(texts: Texts, { from, to }: DayRange): string {
  const day = (known: string | null) => (known === null ? '' : dayWords(texts, known));
  const which = to === null ? 'since' : from === null ? 'until' : 'both';
  return texts.t(`jobs-list.range.words.${which}`, { from: day(from), to: day(to) });
}

/** Text and order stay: they are not what the chips show. */
function withoutFacets(filter: JobsFilter): JobsFilter {
  return jobFacets.reduce((rest, facet) => withFacet(rest, facet, []), withRange(filter, anyDay));
}
