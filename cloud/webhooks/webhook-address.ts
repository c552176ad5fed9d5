import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { EventsCode } from '#core/domain/codes.ts';

/**
 * Where webhooks may go (PAIR-4, reliability.md §9): an address on the public internet, over TLS. The fleet types the URL and this server
 * calls it, so everything that leads into a network of ours is refused: when it is saved and again at each connection.
 */
export interface AddressRules {
  /** For development: `http` and `https` on any port of this very machine are allowed as well. */
  readonly allowLoopback: boolean;
}

export type UrlJudgement =
  | { readonly kind: 'allowed'; readonly url: URL }
  | { readonly kind: 'refused'; readonly code: EventsCode };

const ports: ReadonlySet<string> = new Set(['', '8443']);

/** Judges the text by itself, without asking anybody for the address of a name. */
export function judgeWebhookUrl(text: string, rules: AddressRules): UrlJudgement {
  const url = URL.parse(text);
  if (url === null || url.hostname === '') {
    return { kind: 'refused', code: 'EVENTS_URL_FORM' };
  }
  if (url.username !== '' || url.password !== '') {
    return { kind: 'refused', code: 'EVENTS_URL_USER' };
  }
  const host = hostOf(url);
  const isHere = rules.allowLoopback && (host === 'localhost' || (isIP(host) !== 0 && isLoopback(host)));
  if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) {
    return { kind: 'refused', code: 'EVENTS_URL_SCHEME' };
  }
  // The parser leaves the scheme's own port out.
  if (!isHere && !ports.has(url.port)) {
    return { kind: 'refused', code: 'EVENTS_URL_PORT' };
  }
  return isIP(host) === 0 || mayConnect(host, rules)
    ? { kind: 'allowed', url }
    : { kind: 'refused', code: 'EVENTS_URL_NOT_PUBLIC' };
}

/** Name or address without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Whether a connection to this address, which is no name, may be made. */
export function mayConnect(address: string, { allowLoopback }: AddressRules): boolean {
  return isPublic(address) || (allowLoopback && isLoopback(address));
}

/** Global unicast by the registries of IANA (RFC 6890) and nothing that carries another address inside. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && !reserved.some((range) => isWithin(parsed, range));
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** What the library calls unicast or leaves out, and what may not be reached all the same. */
const reserved: readonly Range[] = [
  '192.0.0.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  // Of IPv6 only 2000::/3 is given out as global unicast; these are the other seven eighths.
  '::/3',
  '4000::/2',
  '8000::/1',
  // Tunnels and translations carry an IPv4 address; documentation belongs to nobody.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
].map((text) => ipaddr.parseCIDR(text));

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: Range): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
}

/** Gives every address of a name. It rejects when there is none. */
export type AddressLookup = (hostname: string) => Promise<readonly string[]>;

/** What the machine's own resolver says. */
export const everyAddress: AddressLookup = async (hostname) =>
  (await systemLookup(hostname, { all: true })).map(({ address }) => address);

export type ResolvedAddress =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'not-found' }
  /** One of its addresses is not public; then none is used. */
  | { readonly kind: 'not-public'; readonly address: string };

/** Asks for the addresses of the URL's host once. The one that is answered is the one to connect to. */
export async function resolveHost(
  url: URL,
  { lookup, ...rules }: AddressRules & { readonly lookup: AddressLookup },
): Promise<ResolvedAddress> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await lookup(host).catch(() => []) : [host];
  const [first] = addresses;
  const forbidden = addresses.find((address) => !mayConnect(address, rules));
  if (first === undefined) {
    return { kind: 'not-found' };
  }
  return forbidden === undefined ? { kind: 'address', address: first } : { kind: 'not-public', address: forbidden };
}
