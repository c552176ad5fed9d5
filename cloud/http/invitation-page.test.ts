import { beforeAll, describe, expect, it } from 'vitest';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { createPartnerPlay, type PartnerPlay, wish } from '../testing/partner-play.ts';

const site = cloudOfFile();
let play: PartnerPlay;

beforeAll(async () => {
  play = await createPartnerPlay(site.cloud);
}, 60_000);
async function open(token: string, language = 'en-GB,en;q=0.9') {
  const answer = await fetch(`${site.cloud.url}/workshop/${token}`, { headers: { 'accept-language': language } });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

describe('ORG-4 the page behind the link of an invitation', () => {
  it('says who invites and opens the station, in the reader’s language, and changes nothing however often it is read', async () => {
    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    const { status, html } = await open(token);
    expect(status).toBe(200);
    expect(html).toContain('<h1>Young fleet invites you as a service partner</h1>');
    expect(html).toContain(`href="fitbay://workshop/${token}"`);
    expect((await open(token, 'de-DE,de;q=0.9,en;q=0.8')).html).toContain('lädt Sie als Servicepartner ein');
    expect(await play.answerByLink(token)).toMatchObject({ kind: 'done' });
    expect((await open(token)).html).toContain('Young fleet is your customer');
  });

  it.each([
    ['declined', { act: 'decline' }, 'The invitation of Young fleet was declined'],
    ['lapsed', null, 'The invitation of Young fleet has run out'],
  ] as const)('says that an invitation is %s and offers no way on', async (_standing, answer, heading) => {
    const { email } = await play.invited();
    const token = await play.tokenFor(email);
    if (answer === null) {
      site.cloud.clock.advance(72 * 3_600_000);
    } else {
      const rival = await site.cloud.addStation(await play.world.addOrganization(['service-partner']));
      await play.answerByLink(token, answer, { by: rival });
    }
    const { html } = await open(token);
    expect(html).toContain(`<h1>${heading}</h1>`);
    expect(html).not.toContain('fitbay://');
  });

  it('knows nothing of other links', async () => {
    for (const token of ['nonsense', `i${'a'.repeat(43)}`, '%3Cscript%3E']) {
      const { status, html } = await open(token);
      expect([status, html.includes('This link is not valid')]).toEqual([404, true]);
    }
  });

  it('runs nothing, loads nothing, tells nobody, and writes names as they are', async () => {
    const fleet = await play.world.addOrganization(['fleet-customer'], { name: '<img src=x onerror=alert(1)> & Sons' });
    const station = await site.cloud.addStation(fleet, 'office');
    const invitation = wish();
    await play.invite(invitation, station);
    const { headers, html } = await open(await play.tokenFor(invitation.email));
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62; &#38; Sons');
    expect(html).not.toMatch(/<(script|img|form|iframe|link)/);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect([headers.get('referrer-policy'), headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual([
      'no-referrer',
      'no-store',
      'noindex',
    ]);
  });
});
