import { request } from 'node:https';
import type { SentWebhook, WebhookSender } from '#cloud/webhooks/send-webhook.ts';

/**
 * The sender that somebody writes who thinks of honest receivers only, as sabotage: it follows redirects, reads whatever comes, unpacks it, waits
 * as long as it takes and asks nobody for a certificate.
 */
export const naiveSender: WebhookSender = {
  async send({ url, headers, body }) {
    const startedMs = performance.now();
    const told = await (url.startsWith('https:') ? postTrustingly(url, body) : post(url, { headers, body })).catch(
      (): Told => ({ ...nothing, outcome: 'broken-off' }),
    );
    return { ...told, durationMs: performance.now() - startedMs };
  },
};

type Told = Omit<SentWebhook, 'durationMs'>;
const nothing = { address: null, status: null, answer: '', retryAfter: undefined } as const;

async function post(url: string, rest: { headers: Readonly<Record<string, string>>; body: string }): Promise<Told> {
  const response = await fetch(url, { method: 'POST', ...rest });
  const outcome = response.ok ? 'accepted' : 'refused';
  return { ...nothing, outcome, status: response.status, answer: await response.text() };
}

function postTrustingly(url: string, body: string): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  const options = {
    method: 'POST',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const;
  const sending = request(url, { ...options, agent: false }, (response) => {
    response.resume();
    response.on('end', () => resolve({ ...nothing, outcome: 'accepted', status: response.statusCode ?? 0 }));
  });
  sending.on('error', reject);
  sending.end(body);
  return promise;
}
