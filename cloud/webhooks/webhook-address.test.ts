import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenUrls } from '../testing/forbidden-urls.ts';
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

describe('PAIR-4 P37 nothing that is not public is reached', () => {
  it(`by none of ${forbiddenUrls.length} ways to write an address`, () => {
    expect(forbiddenUrls.length).toBeGreaterThan(500);
    expect(forbiddenUrls.filter(({ url }) => judgeWebhookUrl(url, strict).kind === 'allowed')).toEqual([]);
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
