import { Button as AriaButton } from 'react-aria-components';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import type { FilterProps } from './add-filter.tsx';
import { type JobsFilter, jobFacets, withFacet } from './jobs-search.ts';

/** What the list is filtered by, each with how many it finds; pressing one takes it away, and one button takes all away. */
export function FilterChips({ filter, counts, words, onFilter }: FilterProps) {
  const texts = useTexts();
  const active = jobFacets.flatMap((facet) => (filter[facet] ?? []).map((value: string) => ({ facet, value })));
  if (active.length === 0) {
    return null;
  }
  return (
    <ul className="jobs-chips" aria-label={texts.t('jobs-list.filters')}>
      {active.map(({ facet, value }) => {
        const word = words.wordOf(facet, value);
        const others = (filter[facet] ?? []).filter((one: string) => one !== value);
        return (
          <li key={`${facet} ${value}`}>
            <AriaButton
              className="jobs-chip"
              aria-label={texts.t('jobs-list.drop-filter', { filter: word })}
              onPress={() => onFilter(withFacet(filter, facet, others))}
            >
              {word} <span className="num">{texts.number(counts[facet].get(value) ?? 0)}</span>
              <span aria-hidden="true">✕</span>
            </AriaButton>
          </li>
        );
      })}
      <li>
        <Button size="list" onPress={() => onFilter(withoutFacets(filter))}>
          {texts.t('jobs-list.clear-filters')}
        </Button>
      </li>
    </ul>
  );
}

/** Text and order stay: they are not what the chips show. */
function withoutFacets(filter: JobsFilter): JobsFilter {
  return jobFacets.reduce((rest, facet) => withFacet(rest, facet, []), filter);
}
