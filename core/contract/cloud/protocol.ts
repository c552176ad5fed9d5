/**
 * How a station and the centre speak, as one number: it rises when a station from before could not be understood any more. Every call of a station
 * carries it; an operator who ends an old way of speaking says from which number on it is taken, and older programs are told to update (426) and
 * keep what they have.
 */
export const cloudProtocol = 1;
export const protocolHeader = 'fitbay-protocol';

/** The number in a call's header. A call without one, from another program than a station, speaks as the description of the API says: the newest. */
export function protocolIn(header: string | readonly string[] | undefined): number {
  return typeof header === 'string' && /^[1-9]\d{0,5}$/.test(header) ? Number(header) : cloudProtocol;
}
