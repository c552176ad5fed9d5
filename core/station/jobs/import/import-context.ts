import type { StationContext } from '../../station-context.ts';

/** What the import of jobs needs of the station, and no more: a test can give it a world of a hundred thousand hostile files. */
export type ImportContext = Pick<
  StationContext,
  'tableReader' | 'store' | 'identity' | 'unitTypes' | 'cloudJobs' | 'cloudPartners' | 'changed'
> & { readonly sync: Pick<StationContext['sync'], 'runNow'> };
