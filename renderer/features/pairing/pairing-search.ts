/** Which unit of the inbox is open, kept in the address so that a unit's page and a form of an asset can lead here (PAIR-5). */
export interface PairingAddress {
  /** `type:serial`. */
  readonly unit?: string;
}

export function readPairingAddress(search: Record<string, unknown>): PairingAddress {
  const { unit } = search;
  return typeof unit === 'string' ? { unit } : {};
}
