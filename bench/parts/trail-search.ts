import type { TrailFilter } from '#core/domain/audit/trail-filter.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { openBenchStation } from './bench-station.ts';
import type { Figure } from './figure.ts';
import { timeSeries } from './statistics.ts';

const pageLength = 50;

/** Pages of a trail of a million entries as the audit page asks for them, and searches that find nothing and so look at all of it. */
export async function measureTrailSearch(directory: string, entries: number): Promise<readonly Figure[]> {
  const { client, station } = openBenchStation(directory);
  const walk = async (filter: TrailFilter): Promise<number> => {
    let answers = 0;
    for (let from: number | null = entries; from !== null; answers += 1) {
      const page: { searchedTo: number | null } = await client.audit.search({ filter, from, limit: pageLength });
      from = page.searchedTo;
    }
    return answers;
  };
  const time = async (what: string, repetitions: number, once: (index: number) => unknown): Promise<Figure> => {
    const { medianMs, p95Ms } = await timeSeries({ warmUps: 1, repetitions, once });
    const section = 'Audit search: the pages of a trail of 1,000,000 entries';
    return { section, what, unit: 'ms', median: medianMs, p95: p95Ms, repetitions, peer: null };
  };
  const page = (filter: TrailFilter, from: number) => client.audit.search({ filter, from, limit: pageLength });
  const stride = 7_919;
  try {
    return [
      await time('a page anywhere', 300, (index) => page({}, entries - ((index * stride) % (entries / 2)))),
      await time('a page of one person and action', 100, (index) =>
        page({ personId: personId.parse('bench-person'), action: 'configuration' }, entries - index * stride),
      ),
      await time('nothing so in the whole trail, by index', 5, () => walk({ outcome: 'refused', unit: '999' })),
      await time('words that are nowhere, until the first answer', 20, (index) =>
        page({ text: `nowhere ${index}` }, entries),
      ),
      await time('words that are nowhere, in the whole trail', 3, (index) => walk({ text: `nowhere ${index}` })),
    ];
  } finally {
    await station.dispose();
  }
}
