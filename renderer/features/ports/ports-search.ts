/** Which port stands open on the ports page: the one of this bay. */
export interface PortsSearch {
  readonly bay?: number;
}

export function readPortsSearch(search: Record<string, unknown>): PortsSearch {
  const bay = Number(search['bay']);
  return Number.isInteger(bay) && bay > 0 ? { bay } : {};
}
