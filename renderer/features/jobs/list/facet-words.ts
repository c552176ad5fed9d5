import type { JobRow } from '#core/contract/station/jobs.ts';
import { jobStatus } from '#core/domain/jobs/job.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { jobDays } from './job-day.ts';
import { type JobFacet, jobOrigins, withoutOne } from './jobs-search.ts';

/** What can be filtered by, and how it is called. */
export interface FacetWords {
  valuesOf(facet: JobFacet): readonly string[];
  wordOf(facet: JobFacet, value: string): string;
}

/** `rows`: all jobs, whatever is shown, so that a choice does not go away while somebody chooses. */
export function createFacetWords(texts: Texts, rows: readonly JobRow[]): FacetWords {
  const partners = new Map<string, string>();
  const templates = new Set<string>();
  for (const { partner, templateName } of rows) {
    if (partner !== null && !partners.has(partner.id)) {
      partners.set(partner.id, partner.name);
    }
    if (templateName !== null) {
      templates.add(templateName);
    }
  }
  const byName = [...partners].sort(([, left], [, right]) => left.localeCompare(right)).map(([id]) => id);
  const values: Readonly<Record<JobFacet, readonly string[]>> = {
    status: jobStatus.options,
    partner: [...byName, withoutOne],
    template: [...[...templates].sort((left, right) => left.localeCompare(right)), withoutOne],
    day: jobDays,
    origin: jobOrigins,
  };
  return {
    valuesOf: (facet) => values[facet],
    wordOf(facet, value) {
      switch (facet) {
        case 'status': {
          const status = jobStatus.options.find((one) => one === value);
          return status === undefined ? value : texts.t(`jobs-shared.status.${status}`);
        }
        case 'day': {
          const day = jobDays.find((one) => one === value);
          return day === undefined ? value : texts.t(`jobs-list.day.${day}`);
        }
        case 'origin': {
          const origin = jobOrigins.find((one) => one === value);
          return origin === undefined ? value : texts.t(`jobs-list.origin.${origin}`);
        }
        case 'partner':
          return value === withoutOne ? texts.t('jobs-list.no-partner') : (partners.get(value) ?? value);
        case 'template':
          return value === withoutOne ? texts.t('jobs-list.no-template') : value;
      }
    },
  };
}
