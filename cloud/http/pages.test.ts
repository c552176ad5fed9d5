import { describe, expect, it } from 'vitest';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { createWebhookPlay } from '../testing/webhook-play.ts';
import { pageCursor, placeOf } from './page-cursor.ts';

const site = cloudOfFile({ webhookAddresses: { allowLoopback: true } });

/** All pages, two rows at a time; `between` happens after the first. */
async function walk<Row>(
  ask: (cursor: string | undefined) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>,
  between: () => Promise<unknown>,
): Promise<readonly Row[]> {
  const first = await ask(undefined);
  await between();
  const rows = [...first.rows];
  for (let { next } = first; next !== null; ) {
    const page = await ask(next);
    rows.push(...page.rows);
    next = page.next;
  }
  return rows;
}

describe('REP-1 PAIR-4 long lists of the API', () => {
  it('go on where the page before ended, whatever was written meanwhile', async () => {
    const play = await createWebhookPlay(site.cloud);
    const id = organizationId.parse(play.fleet);
    const { organizations } = play.office.api;
    const units = ['1', '2', '3', '4', '5'].map((digit) => `evopulse:35931507538472${digit}`);
    for (const unitId of units) {
      await play.happen({ unitId });
      await play.created({ url: `http://127.0.0.1:9/${unitId}` });
    }
    const events = await walk(
      async (cursor) => {
        const page = await organizations.pairingEvents({ organizationId: id, limit: 2, ...(cursor && { cursor }) });
        return { rows: page.events, next: page.next };
      },
      () => play.happen({ unitId: 'evopulse:359315075384720' }),
    );
    expect(events.map((event) => JSON.parse(JSON.stringify(event.v1)).eventData.unitId)).toEqual(units.toReversed());
    const rows = await walk(
      (cursor) => organizations.audit({ organizationId: id, limit: 2, ...(cursor && { cursor }) }),
      () => play.created({ url: 'http://127.0.0.1:9/later' }),
    );
    expect(rows.map(({ index }) => index)).toEqual([5, 4, 3, 2, 1]);
  });

  it('refuse a cursor that they did not give out, and that of another list', async () => {
    const play = await createWebhookPlay(site.cloud);
    const ask = (cursor: string) =>
      play.office.fetch(`/v1/organizations/${play.fleet}/audit?cursor=${encodeURIComponent(cursor)}`);
    const forged = ['abc', 'NaN', '1.5', '-1', '1e400', '0x10'].map((place) => pageCursor('audit', place));
    for (const cursor of ['1', '%', 'YXVkaXQ', pageCursor('jobs', 7), ...forged]) {
      const answer = await ask(cursor);
      expect([cursor, answer.status]).toEqual([cursor, 400]);
      expect(await answer.json()).toMatchObject({ code: 'malformed', violations: [{ path: 'cursor' }] });
    }
    expect(placeOf('jobs', pageCursor('jobs', '0190-a'), 'trace')).toBe('0190-a');
  });
});
