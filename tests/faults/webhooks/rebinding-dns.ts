import { createSocket, type RemoteInfo } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressLookup } from '#cloud/webhooks/webhook-address.ts';

/** A name server that answers each question for a name with the next of its addresses, good for zero seconds (RFC 1035 §4). */
export interface RebindingDns {
  /** Asks it over UDP, as a resolver without a cache does. */
  readonly lookup: AddressLookup;
  readonly questions: () => number;
  close(): Promise<void>;
}

export async function startRebindingDns(
  addressesOf: (name: string, question: number) => string,
): Promise<RebindingDns> {
  const server = createSocket('udp4');
  let questions = 0;
  const asked = new Map<string, number>();
  server.on('message', (question: Buffer, from: RemoteInfo) => {
    const name = nameIn(question);
    const number = (asked.get(name) ?? 0) + 1;
    asked.set(name, number);
    questions += 1;
    server.send(answerTo(question, addressesOf(name, number)), from.port, from.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const resolver = new Resolver({ timeout: 5_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return {
    lookup: (hostname) => resolver.resolve4(hostname),
    questions: () => questions,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

const headerBytes = 12;

function nameIn(question: Buffer): string {
  const labels: string[] = [];
  for (let at = headerBytes; question[at] !== 0 && at < question.length; ) {
    const length = question[at] ?? 0;
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.').toLowerCase();
}

/** One A record with a time to live of zero. */
function answerTo(question: Buffer, address: string): Buffer {
  const questionEnd = question.indexOf(0, headerBytes) + 5;
  const header = Buffer.from(question.subarray(0, headerBytes));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 6);
  header.writeUInt32BE(0, 8);
  // A pointer to the name in the question, type A, class IN, zero seconds, four bytes.
  const record = Buffer.from([0xc0, headerBytes, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
  return Buffer.concat([
    header,
    question.subarray(headerBytes, questionEnd),
    record,
    Buffer.from(address.split('.').map(Number)),
  ]);
}
