import { request } from 'node:http';
import type { SentWebhook, WebhookSender } from '#cloud/webhooks/send-webhook.ts';
import { type AddressLookup, hostOf, mayConnect } from '#cloud/webhooks/webhook-address.ts';

/**
 * Checks first and connects afterwards, as two steps that each ask for the name: the sabotage that a name which changes in between gets through.
 * `isForbidden`: the address that must not be reached.
 */
export function createCheckingSender(lookup: AddressLookup, isForbidden: (address: string) => boolean): WebhookSender {
  return {
    async send({ url, headers, body }): Promise<SentWebhook> {
      const parsed = new URL(url);
      const [checked] = await lookup(hostOf(parsed));
      const nothing = { address: null, status: null, durationMs: 0, answer: '', retryAfter: undefined } as const;
      if (checked === undefined || isForbidden(checked) || !mayConnect(checked, { allowLoopback: true })) {
        return { ...nothing, outcome: 'not-public' };
      }
      const { promise, resolve } = Promise.withResolvers<SentWebhook>();
      const sending = request(
        url,
        {
          method: 'POST',
          agent: false,
          headers,
          lookup: (hostname, _options, answer) => {
            lookup(hostname).then(
              (found) =>
                answer(
                  null,
                  found.map((address) => ({ address, family: 4 })),
                ),
              (error: Error) => answer(error, []),
            );
          },
        },
        (response) => {
          response.resume();
          resolve({ ...nothing, outcome: 'accepted', status: response.statusCode ?? 0 });
        },
      );
      sending.on('error', () => resolve({ ...nothing, outcome: 'not-reached' }));
      sending.end(body);
      return promise;
    },
  };
}
