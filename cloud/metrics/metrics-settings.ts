import { isIPv4 } from 'node:net';
import { z } from 'zod';
import type { MetricsPlace } from './serve-metrics.ts';

/**
 * Where `/metrics` is served, from the environment: `FITBAY_METRICS` (`127.0.0.1:9464`) and `FITBAY_METRICS_TOKEN`, the bearer token that
 * whoever reads them shows. Without the first there are none; on an address that others can reach there must be a token.
 */
const environment = z
  .object({
    FITBAY_METRICS: z
      .string()
      .regex(/^(\[[0-9a-f:]+\]|[0-9a-z.-]+):\d{1,5}$/i, 'an address and a port, like 127.0.0.1:9464')
      .refine((text) => Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535, 'a port up to 65535')
      .optional(),
    FITBAY_METRICS_TOKEN: z.string().min(16).optional(),
  })
  .refine((value) => value.FITBAY_METRICS_TOKEN !== undefined || isOwn(placeOf(value.FITBAY_METRICS)?.host ?? '::1'), {
    message: 'an address that others can reach needs FITBAY_METRICS_TOKEN',
    path: ['FITBAY_METRICS'],
  });

export type MetricsSettings =
  | { readonly kind: 'settings'; readonly place: MetricsPlace | null }
  | { readonly kind: 'settings-wrong'; readonly detail: string };

export function readMetricsSettings(from: Readonly<Record<string, string | undefined>>): MetricsSettings {
  const parsed = environment.safeParse(from);
  if (!parsed.success) {
    return { kind: 'settings-wrong', detail: z.prettifyError(parsed.error) };
  }
  const place = placeOf(parsed.data.FITBAY_METRICS);
  return { kind: 'settings', place: place && { ...place, token: parsed.data.FITBAY_METRICS_TOKEN } };
}

function placeOf(text: string | undefined): Pick<MetricsPlace, 'host' | 'port'> | null {
  if (text === undefined) {
    return null;
  }
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

function isOwn(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
