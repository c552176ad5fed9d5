import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../testing/test-receiver.ts';
import { createWebhookSender } from './send-webhook.ts';
import { isPublic, judgeWebhookUrl, resolveHost } from './webhook-address.ts';

const strict = { allowLoopback: false };
const verdict = (text: string, rules = strict) => {
  const judged = judgeWebhookUrl(text, rules);
  return judged.kind === 'allowed' ? 'allowed' : judged.code;
};

describe('PAIR-4 P37 URLs that are taken', () => {
  it.each([
    ['https://hooks.example.com/fitbay', 'allowed'],
    ['https://hooks.example.com:443/', 'allowed'],
    ['https://hooks.example.com:8443/', 'allowed'],
    ['https://93.184.215.14/', 'allowed'],
    ['https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/', 'allowed'],
    ['http://hooks.example.com/', 'EVENTS_URL_SCHEME'],
    ['ftp://hooks.example.com/', 'EVENTS_URL_SCHEME'],
    ['file:///etc/passwd', 'EVENTS_URL_FORM'],
    ['javascript:alert(1)', 'EVENTS_URL_FORM'],
    ['hooks.example.com', 'EVENTS_URL_FORM'],
    ['https://', 'EVENTS_URL_FORM'],
    ['https://hooks.example.com:22/', 'EVENTS_URL_PORT'],
    ['https://hooks.example.com:80/', 'EVENTS_URL_PORT'],
    ['https://me:secret@hooks.example.com/', 'EVENTS_URL_USER'],
    ['https://hooks.example.com@10.0.0.1/', 'EVENTS_URL_USER'],
    ['http://127.0.0.1:9000/', 'EVENTS_URL_SCHEME'],
    ['http://localhost:9000/', 'EVENTS_URL_SCHEME'],
  ])('%s: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  it('for development this very machine as well, and nothing else that is not public', () => {
    const rules = { allowLoopback: true };
    expect(verdict('http://127.0.0.1:9000/', rules)).toBe('allowed');
    expect(verdict('http://localhost:9000/', rules)).toBe('allowed');
    expect(verdict('http://10.0.0.1/', rules)).toBe('EVENTS_URL_SCHEME');
    expect(verdict('https://10.0.0.1/', rules)).toBe('EVENTS_URL_NOT_PUBLIC');
    expect(verdict('https://[::ffff:127.0.0.1]/', rules)).toBe('EVENTS_URL_NOT_PUBLIC');
    expect(verdict('http://hooks.example.com/', rules)).toBe('EVENTS_URL_SCHEME');
  });
});

/** Addresses nobody outside may be reached at, from each range of reliability.md §9 and of IANA's registries. */
const insideV4 = [
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

const insideV6 = [
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

const forms = [
  ...insideV4.flatMap((address) => Object.entries(disguises).map(([name, write]) => [name, write(address)] as const)),
  ...insideV6.map((address) => ['IPv6', `[${address}]`] as const),
].flatMap(([name, host]) => [`https://${host}/`, `https://${host}:8443/x`].map((url) => [name, url] as const));

describe('PAIR-4 P37 nothing that is not public is reached', () => {
  it(`by none of ${forms.length} ways to write an address`, () => {
    expect(forms.length).toBeGreaterThan(500);
    expect(forms.filter(([, url]) => judgeWebhookUrl(url, strict).kind === 'allowed')).toEqual([]);
  });

  it('whatever private address is made up', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const privates = fc.oneof(
      fc.tuple(fc.constantFrom('10', '127', '0'), byte, byte, byte),
      fc.tuple(fc.constant('192.168'), byte, byte),
      fc.tuple(fc.constant('169.254'), byte, byte),
    );
    fc.assert(
      fc.property(privates, (parts) => {
        const address = parts.join('.');
        expect(isPublic(address)).toBe(false);
        expect(isPublic(`::ffff:${address}`)).toBe(false);
      }),
    );
    expect(['8.8.8.8', '93.184.215.14', '2606:4700::1111'].filter(isPublic)).toHaveLength(3);
  });

  it.each([
    ['one of several addresses is private', ['93.184.215.14', '10.0.0.1'], 'not-public'],
    ['the name means this machine', ['127.0.0.1'], 'not-public'],
    ['the name means nothing', [], 'not-found'],
    ['all are public', ['93.184.215.14', '2606:4700::1111'], 'address'],
  ])('where %s', async (_name, addresses, kind) => {
    const lookup = async () => addresses;
    expect((await resolveHost(new URL('https://hooks.example.com/'), { ...strict, lookup })).kind).toBe(kind);
  });

  it('by a name that changes its address between the check and the connection: it is asked once', async () => {
    const receiver = await startReceiver(() => 200);
    let asked = 0;
    // First an address where nobody answers, afterwards this machine.
    const lookup = async () => (++asked === 1 ? ['127.0.0.2'] : ['127.0.0.1']);
    const sender = createWebhookSender({ allowLoopback: true, lookup });
    const told = await sender.send({ url: `http://localhost:${receiver.port}/`, headers: {}, body: '{}' });
    await receiver.close();
    expect(asked).toBe(1);
    expect(told).toMatchObject({ outcome: 'not-reached', address: '127.0.0.2' });
    expect(receiver.received).toEqual([]);
  });

  it('by a subscription that was allowed when it was saved', async () => {
    const lookup = async () => ['169.254.169.254'];
    const sender = createWebhookSender({ allowLoopback: false, lookup });
    expect(await sender.send({ url: 'https://hooks.example.com/', headers: {}, body: '{}' })).toMatchObject({
      outcome: 'not-public',
      address: '169.254.169.254',
      status: null,
    });
  });
});
