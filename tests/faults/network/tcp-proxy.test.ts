import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A server that answers with what it was sent, and remembers it. */
let server: Server;
let proxy: TcpProxy;
let heard: string[];
beforeEach(async () => {
  heard = [];
  server = createServer(async (incoming, answer) => {
    const body = await textOf(incoming);
    heard.push(body);
    answer.end(`answer to ${body}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  proxy = await startTcpProxy({ target: () => ({ host: '127.0.0.1', port: port ?? 0 }) });
});
afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

const ask = async (body: string, timeoutMs = 10_000): Promise<string> => {
  const response = await fetch(proxy.url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });
  return response.text();
};

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

describe('STA-3 the network of the fault tests', () => {
  it('passes every byte as it is, over one connection and over many', async () => {
    const long = 'äöü\0'.repeat(50_000);
    expect(await ask(long)).toBe(`answer to ${long}`);
    expect(await Promise.all(['a', 'b', 'c'].map((body) => ask(body)))).toEqual(
      ['a', 'b', 'c'].map((body) => `answer to ${body}`),
    );
    expect(proxy.exchanges()).toBe(4);
  });

  it('drops the answer of an exchange whose request has taken effect', async () => {
    proxy.weather = (exchange) => ({ dropsAnswer: exchange === 2 });
    expect(await ask('1')).toBe('answer to 1');
    await expect(ask('2')).rejects.toThrow();
    expect(await ask('3')).toBe('answer to 3');
    expect([heard, proxy.answersDropped()]).toEqual([['1', '2', '3'], 1]);
  });

  it('cuts a request at a byte, so that it never takes effect, and an answer in its middle', async () => {
    proxy.weather = () => ({ cut: { direction: 'request', afterBytes: 20 } });
    await expect(ask('1')).rejects.toThrow();
    proxy.weather = () => ({ cut: { direction: 'answer', afterBytes: 30 } });
    await expect(ask('2')).rejects.toThrow();
    proxy.weather = () => ({ cut: { direction: 'answer', afterBytes: 1_000_000 } });
    expect(await ask('3')).toBe('answer to 3');
    expect(heard).toEqual(['2', '3']);
  });

  it('swallows a request of a half-open connection, which stays open', async () => {
    proxy.weather = () => ({ halfOpen: true });
    const caller = connect(proxy.port, '127.0.0.1');
    caller.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await expect(ask('1', 200)).rejects.toThrow(/timeout|aborted/i);
    expect([heard, caller.destroyed, proxy.exchanges()]).toEqual([[], false, 2]);
    caller.destroy();
  });

  it('delivers late what its sender has given up, after what was sent later', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy.weather = (exchange) => (exchange === 1 ? { heldUntil: promise } : {});
    await expect(ask('early', 100)).rejects.toThrow();
    expect(await ask('late')).toBe('answer to late');
    resolve();
    await expect.poll(() => heard).toEqual(['late', 'early']);
  });

  it('delivers late what its sender was told had failed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy.weather = () => ({ heldUntil: promise, losesCaller: true });
    await expect(ask('early')).rejects.toThrow();
    proxy.weather = () => ({});
    expect(await ask('late')).toBe('answer to late');
    resolve();
    await expect.poll(() => heard).toEqual(['late', 'early']);
  });

  it('delays, and is no faster than it was told to be', async () => {
    const timed = async (body: string) => {
      const startedMs = performance.now();
      await ask(body);
      return performance.now() - startedMs;
    };
    proxy.weather = () => ({ delayMs: 60 });
    expect(await timed('1')).toBeGreaterThanOrEqual(118);
    proxy.weather = () => ({ bytesPerSecond: 20_000 });
    expect(await timed('x'.repeat(5_000))).toBeGreaterThanOrEqual(490);
  });

  it('resets everything while the plug is out, also what is on its way', async () => {
    const { promise } = Promise.withResolvers<void>();
    proxy.weather = () => ({ heldUntil: promise });
    const waiting = new Promise<Error>((resolve) => {
      request(proxy.url, { method: 'POST' }).once('error', resolve).end('1');
    });
    await expect.poll(() => proxy.exchanges()).toBe(1);
    proxy.setConnected(false);
    expect(await waiting).toMatchObject({ code: 'ECONNRESET' });
    await expect(ask('2')).rejects.toThrow();
    proxy.weather = () => ({});
    proxy.setConnected(true);
    await pause(0);
    expect(await ask('3')).toBe('answer to 3');
    expect(heard).toEqual(['3']);
  });
});
