import { createHmac } from 'node:crypto';

/** Secrets as people copy them, and the headers by which a receiver knows that a batch is ours: Standard Webhooks 1.0.0, symmetric. */
export const secretBytes = 32;
const secretPrefix = 'whsec_';

export function writeSecret(secret: Uint8Array): string {
  return `${secretPrefix}${Buffer.from(secret).toString('base64')}`;
}

export interface SignedBatch {
  /** Stays the same on every try. */
  readonly webhookId: string;
  /** Of this try. */
  readonly atMs: number;
  /** As it is sent; never written a second time. */
  readonly body: string;
  /** During a rotation the new and the former. */
  readonly secrets: readonly Uint8Array[];
}

export function signBatch({ webhookId, atMs, body, secrets }: SignedBatch): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const signed = `${webhookId}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
