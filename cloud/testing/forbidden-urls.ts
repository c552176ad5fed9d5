// URLs that lead into somebody's own network, for tests of where webhooks may go (PAIR-4, P37).

/** Addresses nobody outside may be reached at, from each range of reliability.md §9 and of IANA's registries. */
export const insideV4 = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.254',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '127.8.8.8',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.168.255.254',
  '198.18.0.1',
  '198.19.255.254',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.254',
  '240.0.0.1',
  '255.255.255.255',
];

const octets = (address: string): number[] => address.split('.').map(Number);
const numberOf = (address: string): number => octets(address).reduce((sum, one) => sum * 256 + one, 0);
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const groups = (address: string): string => {
  const text = hex(numberOf(address), 8);
  return `${text.slice(0, 4)}:${text.slice(4)}`;
};

/** The ways in which one address can be written so that a filter of texts does not see it. */
const disguises: Readonly<Record<string, (address: string) => string>> = {
  plain: (address) => address,
  decimal: (address) => String(numberOf(address)),
  hexadecimal: (address) => `0x${hex(numberOf(address), 8)}`,
  octal: (address) =>
    octets(address)
      .map((one) => `0${one.toString(8)}`)
      .join('.'),
  'hex octets': (address) =>
    octets(address)
      .map((one) => `0x${hex(one, 2)}`)
      .join('.'),
  'three parts': (address) => {
    const [a, b, c, d] = octets(address);
    return `${a}.${b}.${(c ?? 0) * 256 + (d ?? 0)}`;
  },
  'two parts': (address) => `${octets(address)[0]}.${numberOf(address) % 0x100_0000}`,
  'trailing dot': (address) => `${address}.`,
  'percent signs': (address) => address.replaceAll('.', '%2e'),
  'full width': (address) => address.replaceAll('1', '１').replaceAll('.', '。'),
  'mapped into IPv6': (address) => `[::ffff:${address}]`,
  'mapped, in groups': (address) => `[::ffff:${groups(address)}]`,
  'compatible IPv6': (address) => `[::${groups(address)}]`,
  NAT64: (address) => `[64:ff9b::${groups(address)}]`,
  'local NAT64': (address) => `[64:ff9b:1::${groups(address)}]`,
  '6to4': (address) => `[2002:${groups(address)}::1]`,
  Teredo: (address) => `[2001:0:${groups(address)}::]`,
  translated: (address) => `[::ffff:0:${groups(address)}]`,
};

export const insideV6 = [
  '::',
  '::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '100::1',
  '2001:db8::1',
  '2001:10::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
  '8000::1',
];

/** How an address is written, and the URL in which it is. */
export interface ForbiddenUrl {
  readonly form: string;
  readonly address: string;
  readonly url: string;
}

/** Every inside address in every disguise, on both ports that are open to webhooks. */
export const forbiddenUrls: readonly ForbiddenUrl[] = [
  ...insideV4.flatMap((address) =>
    Object.entries(disguises).map(([form, write]) => ({ form, address, host: write(address) })),
  ),
  ...insideV6.map((address) => ({ form: 'IPv6', address, host: `[${address}]` })),
].flatMap(({ host, ...rest }) => [`https://${host}/`, `https://${host}:8443/x`].map((url) => ({ ...rest, url })));
