import { useQueryClient } from '@tanstack/react-query';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { type KnownJobs, mergeJobs } from './merge-jobs.ts';

const key = ['jobs', 'fleet'] as const;

/** All jobs that our organization ordered, kept fresh by what changed since the page asked last (JOB-8). */
export function useFleetJobs() {
  const queries = useQueryClient();
  return useStationQuery(key, async (client): Promise<KnownJobs> => {
    const known = queries.getQueryData<KnownJobs>(key);
    return mergeJobs(known, await client.jobs.list({ side: 'fleet', since: known?.stamp ?? null }));
  });
}
