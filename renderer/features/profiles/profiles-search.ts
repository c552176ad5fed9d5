/** Which profile is looked at, and whether it is being written: changed, derived from, copied, or a new one. */
export interface ProfilesSearch {
  readonly id?: string;
  readonly write?: WriteMode;
}

export type WriteMode = (typeof modes)[number];
const modes = ['new', 'change', 'derive', 'copy'] as const;

export function readProfilesSearch(search: Record<string, unknown>): ProfilesSearch {
  const { id } = search;
  const write = modes.find((mode) => mode === search['write']);
  return { ...(typeof id === 'string' ? { id } : {}), ...(write === undefined ? {} : { write }) };
}
