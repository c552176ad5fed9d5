import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { TryOutcome } from '#core/domain/webhooks/event-subscription.ts';
import {
  type AddressLookup,
  type AddressRules,
  everyAddress,
  hostOf,
  judgeWebhookUrl,
  resolveHost,
} from './webhook-address.ts';

/**
 * One POST to a receiver that is not to be trusted (reliability.md §9): resolved once, connected to just that address, no redirect followed,
 * 5 s to connect, 15 s in all, no more than 64 kB read. Node's own client, because it lets the address be given and has no proxy here.
 */
export interface WebhookSender {
  send(wanted: { readonly url: string; readonly headers: Headers; readonly body: string }): Promise<SentWebhook>;
}

type Headers = Readonly<Record<string, string>>;

export interface SentWebhook {
  readonly outcome: TryOutcome;
  /** The address that was spoken to or refused. */
  readonly address: string | null;
  readonly status: number | null;
  readonly durationMs: number;
  /** The first 4 kB of the answer. */
  readonly answer: string;
  readonly retryAfter: string | undefined;
}

export interface SenderSettings extends AddressRules {
  /** Default: what the machine's resolver says. */
  readonly lookup?: AddressLookup;
  /** Authorities that are trusted beside those of Node; PEM. */
  readonly ca?: string;
}

const limits = {
  connectMs: 5_000,
  /** From the beginning to the end of the answer; the lookup of the name counts in. */
  totalMs: 15_000,
  readBytes: 64 * 1024,
  keptBytes: 4 * 1024,
  headerBytes: 16 * 1024,
} as const;

export function createWebhookSender(settings: SenderSettings): WebhookSender {
  return {
    async send({ url: text, headers, body }) {
      const startedMs = performance.now();
      const told = await speak({ text, headers, body }, settings);
      return { ...told, durationMs: Math.round(performance.now() - startedMs) };
    },
  };
}

type Told = Omit<SentWebhook, 'durationMs'>;
type Wanted = { readonly text: string; readonly headers: Headers; readonly body: string };

const nothing = { address: null, status: null, answer: '', retryAfter: undefined } as const;

async function speak({ text, headers, body }: Wanted, settings: SenderSettings): Promise<Told> {
  const { lookup = everyAddress, allowLoopback } = settings;
  const judged = judgeWebhookUrl(text, { allowLoopback });
  if (judged.kind === 'refused') {
    return { ...nothing, outcome: 'not-public' };
  }
  const deadline = AbortSignal.timeout(limits.totalMs);
  const resolved = await Promise.race([resolveHost(judged.url, { lookup, allowLoopback }), tooLate(deadline)]);
  switch (resolved.kind) {
    case 'too-slow':
    case 'not-found':
      return { ...nothing, outcome: resolved.kind };
    case 'not-public':
      return { ...nothing, outcome: 'not-public', address: resolved.address };
    case 'address':
      return post({ url: judged.url, address: resolved.address, headers, body }, { deadline, ca: settings.ca });
  }
}

function tooLate(deadline: AbortSignal): Promise<{ readonly kind: 'too-slow' }> {
  return new Promise((resolve) => {
    deadline.addEventListener('abort', () => resolve({ kind: 'too-slow' }), { once: true });
  });
}

interface Post {
  readonly url: URL;
  readonly address: string;
  readonly headers: Headers;
  readonly body: string;
}

interface Means {
  readonly deadline: AbortSignal;
  readonly ca: string | undefined;
}

function post({ url, address, headers, body }: Post, { deadline, ca }: Means): Promise<Told> {
  const isSecure = url.protocol === 'https:';
  const host = hostOf(url);
  const options: RequestOptions & { readonly ca?: string; readonly servername?: string } = {
    method: 'POST',
    // Never the shared agent: no connection is used twice, and no proxy of the environment is asked.
    agent: false,
    maxHeaderSize: limits.headerBytes,
    signal: deadline,
    // The only address there is for this request, whatever the name stands for by now.
    lookup: (_hostname, wanted, answer) => {
      const family = isIP(address);
      // Which form the socket wants depends on how it was asked; both name the same address.
      wanted.all === true ? answer(null, [{ address, family }]) : answer(null, address, family);
    },
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'accept-encoding': 'identity',
      'user-agent': 'Fitbay-Webhooks/1',
      ...headers,
    },
    ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
  const { promise, resolve } = Promise.withResolvers<Told>();
  const fail = (outcome: TryOutcome): void => resolve({ ...nothing, address, outcome });
  const sending = (isSecure ? httpsRequest : httpRequest)(url, options, (response) => {
    void readAnswer(response, address).then(resolve);
  });
  const connecting = setTimeout(() => {
    fail('not-reached');
    sending.destroy();
  }, limits.connectMs);
  sending.on('socket', (socket) => {
    socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
  });
  sending.on('error', (error) => fail(deadline.aborted ? 'too-slow' : outcomeOfError(error)));
  sending.on('close', () => clearTimeout(connecting));
  sending.end(body);
  return promise;
}

/** The status decides. What comes after it is only kept for people to read, so a body that never ends changes nothing. */
function readAnswer(response: IncomingMessage, address: string): Promise<Told> {
  const { promise, resolve } = Promise.withResolvers<Told>();
  const kept: Buffer[] = [];
  let readBytes = 0;
  const end = (): void => {
    const answer = Buffer.concat(kept).subarray(0, limits.keptBytes).toString('utf8').replaceAll('\0', '\u{FFFD}');
    const status = response.statusCode ?? 0;
    resolve({ outcome: outcomeOfStatus(status), address, status, answer, retryAfter: response.headers['retry-after'] });
    response.destroy();
  };
  response.on('data', (chunk: Buffer) => {
    if (readBytes < limits.keptBytes) {
      kept.push(chunk.subarray(0, limits.keptBytes));
    }
    readBytes += chunk.length;
    if (readBytes > limits.readBytes) {
      end();
    }
  });
  response.on('end', end);
  // Cut off, or the time is over.
  response.on('error', end);
  response.on('close', end);
  return promise;
}

function outcomeOfStatus(status: number): TryOutcome {
  if (status >= 200 && status < 300) {
    return 'accepted';
  }
  if (status === 410) {
    return 'gone';
  }
  return status >= 300 && status < 400 ? 'redirected' : 'refused';
}

function outcomeOfError(error: Error): TryOutcome {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO|SIGNATURE/.test(code)) {
    return 'not-secure';
  }
  return /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|TIMEDOUT|ADDRNOTAVAIL|ACCES|INVAL)$/.test(code)
    ? 'not-reached'
    : 'broken-off';
}
