import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate } from '../testing/test-certificate.ts';
import { type Reply, startReceiver } from '../testing/test-receiver.ts';
import { createWebhookSender } from './send-webhook.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function receive(reply: Reply): Promise<string> {
  const receiver = await startReceiver(reply);
  closing.push(() => receiver.close());
  return receiver.url;
}

const sender = createWebhookSender({ allowLoopback: true });
const send = (url: string, by = sender) => by.send({ url, headers: { 'webhook-id': '1-a' }, body: '{}' });

describe('PAIR-4 P36 a hostile receiver', () => {
  it('that drips its headers holds us for 15 s and no longer, and an ordinary one beside it is not held at all', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 500);
      socket.on('close', () => clearInterval(drip));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => void server.close());
    const slow = send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const fine = await send(await receive(() => 200));
    expect(fine.outcome).toBe('accepted');
    const told = await slow;
    expect(told).toMatchObject({ outcome: 'too-slow', status: null });
    expect(told.durationMs).toBeLessThan(20_000);
  }, 40_000);

  it('that sends a body without end is believed by its status, read to 64 kB and kept to 4 kB', async () => {
    let sentBytes = 0;
    const url = await receive((_batch, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16_384, 'a');
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk)) {
          sentBytes += chunk.length;
        }
      };
      response.on('drain', pour);
      pour();
      return 'answered';
    });
    const told = await send(url);
    expect(told).toMatchObject({ outcome: 'accepted', status: 200, answer: 'a'.repeat(4_096) });
    // What lies in the buffers of two sockets comes on top of what was read.
    expect(sentBytes).toBeLessThan(16 * 1024 * 1024);
  });

  it('that sends headers without end is refused', async () => {
    const url = await receive((_batch, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${'x-much: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(1_000)}`);
      return 'answered';
    });
    expect(await send(url)).toMatchObject({ outcome: 'broken-off', status: null });
  });

  it('that says 100 again and again is only heard when it answers', async () => {
    const url = await receive((_batch, response) => {
      response.socket?.write(`${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(200)}HTTP/1.1 204 No Content\r\n\r\n`);
      return 'answered';
    });
    expect(await send(url)).toMatchObject({ outcome: 'accepted', status: 204 });
  });

  it('that sends a gzip bomb has it kept as it is, packed', async () => {
    const url = await receive((_batch, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
      return 'answered';
    });
    const told = await send(url);
    expect(told.outcome).toBe('accepted');
    expect(told.answer.length).toBeLessThanOrEqual(4_096);
  });

  it.each([301, 302, 303, 307, 308])('that redirects with %i is not followed', async (status) => {
    let isFollowed = false;
    const other = createServer((_request, response) => {
      isFollowed = true;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    closing.push(async () => void other.close());
    const url = await receive((_batch, response) => {
      response.setHeader('location', `http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
      return status;
    });
    expect(await send(url)).toMatchObject({ outcome: 'redirected', status });
    expect(isFollowed).toBe(false);
  });

  it('that hangs up is noted as such', async () => {
    const url = await receive((_batch, response) => {
      response.destroy();
      return 'answered';
    });
    expect(await send(url)).toMatchObject({ outcome: 'broken-off', status: null });
  });

  it('that nobody answers for is not reached', async () => {
    const receiver = await startReceiver();
    await receiver.close();
    expect(await send(receiver.url)).toMatchObject({ outcome: 'not-reached', address: '127.0.0.1' });
  });
});

describe('PAIR-4 P36 TLS', () => {
  it('is demanded: a certificate that nobody vouches for, or of another name, ends the try', async () => {
    const { key, cert } = testCertificate;
    const receiver = await startReceiver(() => 200, { key, cert });
    closing.push(() => receiver.close());
    const lookup = async () => ['127.0.0.1'];
    const named = (name: string) => `https://${name}:${receiver.port}/`;
    const trusting = createWebhookSender({ allowLoopback: true, ca: cert, lookup });
    const local = named('localhost');
    expect(await send(local, createWebhookSender({ allowLoopback: true, lookup }))).toMatchObject({
      outcome: 'not-secure',
    });
    expect(await send(local, trusting)).toMatchObject({ outcome: 'accepted', address: '127.0.0.1' });
    expect(await send(named('127.0.0.1'), trusting)).toMatchObject({ outcome: 'not-secure' });
  });
});
