import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { createWebhookPlay } from '../testing/webhook-play.ts';
import { readMetricsSettings } from './metrics-settings.ts';
import { type MetricsDoor, serveMetrics } from './serve-metrics.ts';

const site = worldOfTest('once', { webhookAddresses: { allowLoopback: true } });
let door: MetricsDoor;
beforeAll(async () => {
  door = await serveMetrics(site.cloud.meter, { host: '127.0.0.1', port: 0, token: 'a-token-of-some-length' });
});
afterAll(() => door.close());

const scrape = (authorization?: string): Promise<Response> =>
  fetch(`${door.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });

/** The value of a line, by its name and labels as they are written. */
async function metric(series: string): Promise<number | null> {
  const text = await (await scrape('Bearer a-token-of-some-length')).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

describe('/metrics', () => {
  it('is no part of the public address, and asks for its token', async () => {
    expect((await fetch(`${site.cloud.url}/metrics`)).status).toBe(404);
    expect([(await scrape()).status, (await scrape('Bearer no')).status]).toEqual([401, 401]);
    const answer = await scrape('Bearer a-token-of-some-length');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
    ]);
  });

  it('counts requests by route and status, and never by what was asked for', async () => {
    const series = 'fitbay_http_requests_total{method="GET",route="/v1/units",status="400"}';
    const before = (await metric(series)) ?? 0;
    await site.station.fetch('/v1/units?serial=secret-canary');
    await expect.poll(() => metric(series)).toBe(before + 1);
    expect(await metric('fitbay_http_request_duration_seconds_count{route="/v1/units"}')).toBeGreaterThan(before);
    expect(await (await scrape('Bearer a-token-of-some-length')).text()).not.toContain('canary');
  });

  it('counts verdicts, repetitions by their own name', async () => {
    const unit = await site.world.addUnit(site.world.reseller);
    const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const operation = site.station.operation({ kind: 'unit.transfer', unit, payload });
    const { results } = await site.station.push([operation]);
    await site.station.push([operation]);
    expect(await metric(`fitbay_push_verdicts_total{verdict="${results[0]?.verdict}"}`)).toBe(1);
    expect(await metric('fitbay_push_verdicts_total{verdict="duplicate"}')).toBe(1);
  });

  it('tells how long each endpoint waits for its oldest event, and how much waits', async () => {
    const play = await createWebhookPlay(site.cloud);
    const { id } = (await play.created({ url: 'http://127.0.0.1:9/events' })).subscription;
    const series = `fitbay_webhook_oldest_undelivered_seconds{endpoint="${id}"}`;
    expect(await metric(series)).toBeNull();
    const before = (await metric('fitbay_queue_depth{queue="webhook-events"}')) ?? 0;
    await play.happen({ unitId: 'evopulse:351915566190967' });
    site.cloud.clock.advance(90_000);
    expect(await metric(series)).toBe(90);
    expect(await metric('fitbay_queue_depth{queue="webhook-events"}')).toBe(before + 1);
    expect(await metric('fitbay_queue_depth{queue="mails"}')).toBe(0);
  });

  it('tells of the feed, of the connections, and whether the database answers', async () => {
    expect(await metric('fitbay_feed_held_back_rows')).toBe(0);
    expect(await metric('fitbay_feed_lag_seconds')).toBe(0);
    expect(await metric('fitbay_database_connections{state="open"}')).toBe(1);
    expect(await metric('fitbay_database_connections{state="waiting"}')).toBe(0);
    expect(await metric('fitbay_database_up')).toBe(1);
  });
});

describe('where /metrics may be', () => {
  it.each([
    [{}, null],
    [{ FITBAY_METRICS: '127.0.0.1:9464' }, { host: '127.0.0.1', port: 9464, token: undefined }],
    [{ FITBAY_METRICS: '[::1]:0' }, { host: '::1', port: 0, token: undefined }],
    [
      { FITBAY_METRICS: '0.0.0.0:9464', FITBAY_METRICS_TOKEN: 'a-token-of-some-length' },
      { host: '0.0.0.0', port: 9464, token: 'a-token-of-some-length' },
    ],
  ])('takes %j', (environment, place) => {
    expect(readMetricsSettings(environment)).toEqual({ kind: 'settings', place });
  });

  it.each([
    { FITBAY_METRICS: '0.0.0.0:9464' },
    { FITBAY_METRICS: '[::]:9464' },
    { FITBAY_METRICS: 'metrics.example.com:9464' },
    { FITBAY_METRICS: '9464' },
    { FITBAY_METRICS: '127.0.0.1:9464', FITBAY_METRICS_TOKEN: 'short' },
  ])('refuses %j', (environment) => {
    expect(readMetricsSettings(environment)).toMatchObject({ kind: 'settings-wrong' });
  });
});
