import { setTimeout as sleep } from 'node:timers/promises';
import type { SentWebhook, WebhookSender } from '#cloud/webhooks/send-webhook.ts';
import type { HostileReceiver } from './hostile-receivers.ts';

/** What reliability.md P36 promises of one try, with room for a busy machine and for what lies in the buffers of two sockets. */
const longestMs = 15_000 + 5_000;
const mostBytes = 64 * 1024 + 16 * 1024 * 1024;
const keptBytes = 4 * 1024;
/** A sender that holds on longer than this is given up; it has failed. */
const patienceMs = 25_000;

export interface Bounds {
  readonly name: string;
  readonly durationMs: number;
  readonly sentBytes: number;
  /** What was promised and is not so. */
  readonly broken: readonly string[];
}

/** Sends one webhook to a hostile receiver and says what it could get out of the sender. */
export async function sendTo(receiver: HostileReceiver, sender: WebhookSender): Promise<Bounds> {
  const startedMs = performance.now();
  const wanted = { url: receiver.url, headers: { 'webhook-id': '1-a' }, body: '{}' };
  const told = await Promise.race([sender.send(wanted), sleep(patienceMs, null)]);
  const durationMs = performance.now() - startedMs;
  const sentBytes = receiver.sentBytes();
  const broken = [
    ...(told === null || durationMs > longestMs ? ['it waited too long'] : []),
    ...(sentBytes > mostBytes ? [`it took ${sentBytes} bytes`] : []),
    ...(receiver.requests() > 1 ? [`it asked ${receiver.requests()} times`] : []),
    ...(told === null ? [] : brokenBy(receiver, told)),
  ];
  return { name: receiver.name, durationMs, sentBytes, broken };
}

function brokenBy({ name, url }: HostileReceiver, told: SentWebhook): readonly string[] {
  const isBelieved = url.startsWith('https:') && told.status !== null;
  return [
    ...(told.answer.length > keptBytes ? [`it kept ${told.answer.length} characters`] : []),
    ...(isBelieved ? [`it spoke to one that ${name}`] : []),
  ];
}
