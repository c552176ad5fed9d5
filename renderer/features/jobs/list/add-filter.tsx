import { useTexts } from '../../../text/text-provider.tsx';
import { Pop } from '../../../ui/pop.tsx';
import { Tick } from '../../../ui/tick.tsx';
import { DayRangeFields } from './day-range-fields.tsx';
import type { FacetWords } from './facet-words.ts';
import type { FoundJobs } from './find-jobs.ts';
import { type JobFacet, type JobsFilter, jobFacets, withFacet } from './jobs-search.ts';

export interface FilterProps {
  readonly filter: JobsFilter;
  readonly counts: FoundJobs['counts'];
  readonly inRange: number;
  readonly words: FacetWords;
  readonly onFilter: (filter: JobsFilter) => void;
}

/** Everything that can be filtered by, with how many jobs each choice would show (ux rule 30). */
export function AddFilter(props: FilterProps) {
  const texts = useTexts();
  return (
    <Pop label={texts.t('jobs-list.add-filter')} className="jobs-facets">
      {() => jobFacets.map((facet) => <Facet key={facet} {...props} facet={facet} />)}
    </Pop>
  );
}

function Facet({ facet, filter, counts, words, onFilter }: FilterProps & { readonly facet: JobFacet }) {
  const texts = useTexts();
  const chosen: readonly string[] = filter[facet] ?? [];
  return (
    <fieldset className="jobs-facet">
      <legend>{texts.t(`jobs-list.facet.${facet}`)}</legend>
      {words.valuesOf(facet).map((value) => (
        <Tick
          key={value}
          isSelected={chosen.includes(value)}
          onChange={(on) =>
            onFilter(withFacet(filter, facet, on ? [...chosen, value] : chosen.filter((one) => one !== value)))
          }
        >
          <span className="jobs-facet-value">{words.wordOf(facet, value)}</span>
          <span className="chip-count num">{texts.number(counts[facet].get(value) ?? 0)}</span>
        </Tick>
      ))}
      {facet === 'day' ? <DayRangeFields filter={filter} onFilter={onFilter} /> : null}
    </fieldset>
  );
}
