/** Which kept request is open. */
export interface SupportSearch {
  readonly id?: string;
}

export function readSupportSearch(search: Record<string, unknown>): SupportSearch {
  return typeof search['id'] === 'string' ? { id: search['id'] } : {};
}

/** What a new request is about: the sheet or bay, and what the person saw there. It stands in the address, so that a reload loses nothing. */
export interface RequestSearch {
  readonly sessionId?: string;
  readonly bay?: number;
  readonly code?: string;
  readonly said?: string;
}

const longestSaid = 600;

export function readRequestSearch(search: Record<string, unknown>): RequestSearch {
  const { sessionId, bay, code, said } = search;
  return {
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
    ...(typeof bay === 'number' && Number.isInteger(bay) && bay > 0 ? { bay } : {}),
    ...(typeof code === 'string' ? { code: code.slice(0, 80) } : {}),
    ...(typeof said === 'string' ? { said: said.slice(0, longestSaid) } : {}),
  };
}
