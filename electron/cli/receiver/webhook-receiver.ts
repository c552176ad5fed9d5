import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PairingEvent, readPairingEvents } from '#core/domain/pairing/read-pairing-events.ts';
import {
  type Arrival,
  type NumberRange,
  nothingReceived,
  type ReceivedBatches,
  receiveBatch,
} from '#core/domain/webhooks/received-batches.ts';
import { checkSignature, type SignatureCheck } from './check-signature.ts';
import type { ReceiverMemory } from './receiver-memory.ts';

/** A small receiver for trying webhooks: on this machine only, and as strict as a real one should be (PAIR-4). It is no part of a station. */
export interface WebhookReceiver {
  readonly url: string;
  /** What came of everything so far. */
  summary(): ReceiverSummary;
  close(): Promise<void>;
}

export interface ReceiverOptions {
  readonly port: number;
  readonly secrets: readonly Buffer[];
  readonly toleranceMs: number;
  /** Answers every n-th request with this status instead of taking it. */
  readonly fail: { readonly status: number; readonly every: number } | null;
  /** Answers so much later. */
  readonly waitMs: number;
  readonly memory: ReceiverMemory;
  readonly now: () => Date;
  readonly tell: (told: Told) => void;
}

export interface TakenBatch {
  readonly kind: 'batch';
  readonly at: string;
  readonly webhookId: string;
  readonly subscription: string;
  readonly number: number | null;
  readonly arrival: Arrival;
  /** Numbers of this subscription that have not come yet. */
  readonly missing: readonly NumberRange[];
  readonly signature: SignatureCheck;
  readonly answered: number;
  /** `repeat`: an event that came before, maybe in another batch (decisions.md B7). */
  readonly events: readonly (PairingEvent & { readonly repeat: boolean })[];
}

/** One line for each request. `refused`: not believed. `invalid`: signed and not understood. `failed`: answered like that on purpose. */
export type Told =
  | TakenBatch
  | { readonly kind: 'refused'; readonly at: string; readonly why: SignatureCheck; readonly answered: number }
  | { readonly kind: 'invalid'; readonly at: string; readonly issues: readonly string[]; readonly answered: number }
  | { readonly kind: 'failed'; readonly at: string; readonly webhookId: string; readonly answered: number }
  | { readonly kind: 'not-a-webhook'; readonly at: string; readonly answered: number };

export interface ReceiverSummary {
  readonly batches: number;
  readonly repeats: number;
  readonly refused: number;
  readonly missing: readonly (NumberRange & { readonly subscription: string })[];
}

export type Listening =
  | { readonly kind: 'listening'; readonly receiver: WebhookReceiver }
  | { readonly kind: 'port-in-use' };

const largestBodyBytes = 4_000_000;
const believed: ReadonlySet<SignatureCheck> = new Set(['valid', 'not-checked']);

export async function startWebhookReceiver(options: ReceiverOptions): Promise<Listening> {
  const desk = createDesk(options);
  const server = createServer((request, response) => {
    takeRequest(request, { options, desk }).then(
      (told) => answer(response, told, options),
      // The sender hung up in the middle; nobody is left to answer.
      () => response.destroy(),
    );
  });
  const started = await listen(server, options.port);
  if (started === 'port-in-use') {
    return { kind: 'port-in-use' };
  }
  const { port } = server.address() as AddressInfo;
  return {
    kind: 'listening',
    receiver: {
      url: `http://127.0.0.1:${port}/`,
      summary: desk.summary,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    },
  };
}

function listen(server: Server, port: number): Promise<'listening' | 'port-in-use'> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve('port-in-use') : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve('listening'));
  });
}

function answer(response: ServerResponse, told: Told, { tell, waitMs }: ReceiverOptions): void {
  setTimeout(() => {
    response.writeHead(told.answered).end();
    tell(told);
  }, waitMs);
}

/** What has come so far. It is noted before the answer goes out: where the answer is lost, the next one is a repetition. */
interface Desk {
  nextRequest(): number;
  refuse(): void;
  take(
    batch: Omit<TakenBatch, 'number' | 'arrival' | 'missing' | 'events'>,
    events: readonly PairingEvent[],
  ): TakenBatch;
  summary(): ReceiverSummary;
}

function createDesk({ memory }: ReceiverOptions): Desk {
  const bySubscription = new Map<string, ReceivedBatches>();
  const seenEvents = new Set<string>();
  let requests = 0;
  let batches = 0;
  let repeats = 0;
  let refused = 0;
  for (const { subscription, webhookId, events } of memory.read()) {
    const before = bySubscription.get(subscription) ?? nothingReceived;
    bySubscription.set(subscription, receiveBatch(before, webhookId).received);
    for (const key of events) {
      seenEvents.add(key);
    }
  }
  return {
    nextRequest: () => {
      requests += 1;
      return requests;
    },
    refuse() {
      refused += 1;
    },
    take(batch, events) {
      const { subscription, webhookId } = batch;
      const arrived = receiveBatch(bySubscription.get(subscription) ?? nothingReceived, webhookId);
      bySubscription.set(subscription, arrived.received);
      const known = events.map((event) => ({ ...event, repeat: seenEvents.has(event.key) }));
      if (arrived.arrival === 'repeat') {
        repeats += 1;
      } else {
        batches += 1;
        memory.keep({ subscription, webhookId, events: events.map(({ key }) => key) });
      }
      for (const { key } of events) {
        seenEvents.add(key);
      }
      const { arrival, number, received } = arrived;
      return { ...batch, number, arrival, missing: received.missing, events: known };
    },
    summary: () => ({
      batches,
      repeats,
      refused,
      missing: [...bySubscription].flatMap(([subscription, { missing }]) =>
        missing.map((range) => ({ subscription, ...range })),
      ),
    }),
  };
}

interface Receiving {
  readonly options: ReceiverOptions;
  readonly desk: Desk;
}

async function takeRequest(request: IncomingMessage, { options, desk }: Receiving): Promise<Told> {
  const at = options.now().toISOString();
  if (request.method !== 'POST') {
    return { kind: 'not-a-webhook', at, answered: 405 };
  }
  const body = await readBody(request);
  if (body === null) {
    return { kind: 'not-a-webhook', at, answered: 413 };
  }
  const webhookId = headerOf(request, 'webhook-id');
  const { fail } = options;
  if (desk.nextRequest() % (fail?.every ?? 1) === 0 && fail !== null) {
    return { kind: 'failed', at, webhookId, answered: fail.status };
  }
  const signed = {
    id: webhookId,
    timestamp: headerOf(request, 'webhook-timestamp'),
    signature: headerOf(request, 'webhook-signature'),
    body,
  };
  const { secrets, toleranceMs } = options;
  const signature = checkSignature(signed, { secrets, toleranceMs, nowMs: options.now().getTime() });
  if (!believed.has(signature)) {
    desk.refuse();
    return { kind: 'refused', at, why: signature, answered: 401 };
  }
  const reading = readPairingEvents(jsonOf(body));
  return reading.kind === 'invalid'
    ? { kind: 'invalid', at, issues: reading.issues, answered: 400 }
    : desk.take(
        { kind: 'batch', at, webhookId, subscription: reading.eventSubscriptionId, signature, answered: 204 },
        reading.events,
      );
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Null where it is larger than any batch. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > largestBodyBytes) {
      return null;
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // What is no JSON is no batch; the reader says what it lacks.
    return null;
  }
}
