import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type PartnershipStanding, standingOfPartnership } from '#core/domain/organizations/partnership.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { createTexts, type Texts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { escapeHtml } from '../mail/escape-html.ts';
import { linksOf } from '../mail/invitation-mail.ts';
import { partnershipOfLink } from '../partners/kept-partnership.ts';
import { loadOrganizations } from '../registry/load.ts';
import type { CloudClock } from '../world/world.ts';

/**
 * The page behind the https link of an invitation mail (ORG-4): says who invites, opens the station, or explains how. It is plain HTML
 * without scripts and it never acts: mail filters open links too.
 */
export interface InvitationPageParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
}

export function serveInvitationPage(server: FastifyInstance, parts: InvitationPageParts): void {
  server.get<{ Params: { token: string } }>('/workshop/:token', async (request, reply) => {
    const texts = createTexts({
      locale: languageOf(request.headers['accept-language']),
      catalogues,
      onMissing: 'show-key',
    });
    const story = await storyOf(parts, request.params.token);
    return reply
      .code(story === null ? 404 : 200)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
        vary: 'Accept-Language',
      })
      .send(pageOf(texts, story));
  });
}

interface Story {
  readonly customerName: string;
  readonly standing: PartnershipStanding;
  readonly until: IsoTime | null;
  readonly token: string;
}

async function storyOf({ database, clock }: InvitationPageParts, token: string): Promise<Story | null> {
  return database.asSystem('invitation-link').read(async (transaction) => {
    const kept = await partnershipOfLink(transaction, token);
    if (kept === null) {
      return null;
    }
    const { customerId, invitedUntil } = kept.partnership;
    const customer = (await loadOrganizations(transaction, [customerId])).get(customerId);
    const standing = standingOfPartnership(kept.partnership, clock.now());
    return { customerName: customer?.name ?? '', standing, until: invitedUntil, token };
  });
}

/** German where the reader prefers it to English (RFC 9110 §12.5.4, in the order in which browsers list). */
function languageOf(header: string | undefined): 'en' | 'de' {
  const [first] = /\b(de|en)\b/.exec(header ?? '') ?? [];
  return first === 'de' ? 'de' : 'en';
}

const css = `
:root{color-scheme:light dark}
body{margin:0;padding:6vh 20px;background:#f3f5f3;color:#14181b;font:18px/1.45 system-ui,sans-serif}
main{max-width:620px;margin:0 auto;padding:28px 34px;background:#fff;border:1px solid #d5dad8;border-radius:14px}
h1{font-size:27px;line-height:1.2;margin:0 0 12px}
.brand{font-weight:800;letter-spacing:-.01em;color:#0e4a55;margin:0 0 18px}
.open{display:inline-block;padding:15px 24px;border-radius:10px;background:#0e4a55;color:#fff;font-weight:700;text-decoration:none}
.open:focus-visible{outline:3px solid #d9480f;outline-offset:3px}
h2{font-size:18px;margin:26px 0 6px}
ol{margin:0;padding-left:22px}
code{font:15px/1.4 ui-monospace,monospace;word-break:break-all;background:#eaeeec;padding:2px 5px;border-radius:5px}
.dim{color:#4a535b}
@media(prefers-color-scheme:dark){
body{background:#12191d;color:#eef2f1}
main{background:#1a242a;border-color:#33424a}
.brand{color:#bfe6e4}
.open{background:#bfe6e4;color:#08272b}
.open:focus-visible{outline-color:#ffb020}
code{background:#141d22}
.dim{color:#b9c3c4}
}`;

/** Nothing but the style above: no script, no picture, no frame, no form. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css, 'utf8').digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function pageOf(texts: Texts, story: Story | null): string {
  const title = texts.t('invitation-page.title');
  return [
    `<!doctype html>\n<html lang="${texts.locale}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title>`,
    `<style>${css}</style></head>`,
    '<body><main>',
    '<p class="brand">Fitbay</p>',
    ...(story === null ? unknownLink(texts) : bodyOf(texts, story)),
    '</main></body></html>',
  ].join('\n');
}

function unknownLink(texts: Texts): readonly string[] {
  return [heading(texts.t('invitation-page.unknown')), paragraph(texts.t('invitation-page.unknown-text'))];
}

function bodyOf(texts: Texts, { customerName: customer, standing, until, token }: Story): readonly string[] {
  switch (standing) {
    case 'invited':
      return [
        heading(texts.t('invitation-page.invited', { customer })),
        paragraph(texts.t('invitation-page.invited-text')),
        ...stationLink(texts, token),
        until === null
          ? ''
          : paragraph(texts.t('invitation-page.until', { time: texts.date(until, 'date-time') }), 'dim'),
      ];
    case 'active':
      return [heading(texts.t('invitation-page.active', { customer })), ...stationLink(texts, token)];
    default:
      return [
        heading(texts.t(`invitation-page.${standing}`, { customer })),
        paragraph(texts.t('invitation-page.ask', { customer })),
      ];
  }
}

/** The way for those who have a station on this machine, and for everybody else what to do by hand. */
function stationLink(texts: Texts, token: string): readonly string[] {
  const { station } = linksOf(token, '');
  const steps = ['step-install', 'step-sign-in', 'step-paste'] as const;
  return [
    `<p><a class="open" href="${escapeHtml(station)}">${escapeHtml(texts.t('invitation-page.open'))}</a></p>`,
    `<h2>${escapeHtml(texts.t('invitation-page.by-hand'))}</h2>`,
    '<ol>',
    ...steps.map((step) => `<li>${escapeHtml(texts.t(`invitation-page.${step}`))}</li>`),
    '</ol>',
    `<p><code>${escapeHtml(station)}</code></p>`,
  ];
}

const heading = (text: string): string => `<h1>${escapeHtml(text)}</h1>`;

function paragraph(text: string, kind = ''): string {
  return `<p${kind === '' ? '' : ` class="${kind}"`}>${escapeHtml(text)}</p>`;
}
