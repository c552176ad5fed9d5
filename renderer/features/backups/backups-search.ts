/** Which backups are looked at: of one unit or of all, which one is open, and the sheet that a person came from. */
export interface BackupsSearch {
  readonly unit?: string;
  readonly id?: string;
  readonly sessionId?: string;
}

export function readBackupsSearch(search: Record<string, unknown>): BackupsSearch {
  const { unit, id, sessionId } = search;
  return {
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
  };
}
