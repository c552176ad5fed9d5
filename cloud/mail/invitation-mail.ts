import { z } from 'zod';
import { isoTime } from '#core/kernel/iso-time.ts';
import { createTexts, type Texts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import { escapeHtml } from './escape-html.ts';

/** The mail that invites a service partner (ORG-4), in the language that the fleet chose, as text and as HTML that says the same. */
export const invitationMail = z.strictObject({
  locale: z.enum(['en', 'de']),
  customerName: z.string(),
  invitedBy: z.string(),
  /** The link's secret. */
  token: z.string(),
  until: isoTime,
  validTo: isoTime.nullable(),
});
export type InvitationMail = z.infer<typeof invitationMail>;

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** A JSON file that goes along. */
  readonly attachment?: { readonly name: string; readonly text: string };
}

/** `publicUrl`: where this cloud can be reached from outside, without a slash at its end. */
export function writeInvitationMail(mail: InvitationMail, publicUrl: string): WrittenMail {
  const texts = createTexts({ locale: mail.locale, catalogues, onMissing: 'show-key' });
  const parts = partsOf(mail, texts, publicUrl);
  return { subject: oneLine(parts.subject), text: asText(parts), html: asHtml(parts, mail.locale) };
}

/** `fitbay://workshop/…` opens the installed station; the https address explains itself to everybody else. */
export function linksOf(token: string, publicUrl: string): { readonly station: string; readonly page: string } {
  return { station: `fitbay://workshop/${token}`, page: `${publicUrl}/workshop/${token}` };
}

interface MailParts {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly pageLink: string;
  readonly stationHint: string;
  readonly stationLink: string;
  readonly ending: readonly string[];
}

function partsOf(mail: InvitationMail, texts: Texts, publicUrl: string): MailParts {
  const { station, page } = linksOf(mail.token, publicUrl);
  const { customerName, invitedBy } = mail;
  return {
    subject: texts.t('invitation-mail.subject', { customer: customerName }),
    greeting: texts.t('invitation-mail.greeting'),
    paragraphs: [
      texts.t('invitation-mail.what', { customer: customerName, person: invitedBy }),
      mail.validTo === null
        ? texts.t('invitation-mail.open-end')
        : texts.t('invitation-mail.until', { date: texts.date(mail.validTo, 'date-long') }),
    ],
    button: texts.t('invitation-mail.button'),
    pageLink: page,
    stationHint: texts.t('invitation-mail.station'),
    stationLink: station,
    ending: [
      texts.t('invitation-mail.lapses', { time: texts.date(mail.until, 'date-time') }),
      texts.t('invitation-mail.not-you'),
    ],
  };
}

function asText(parts: MailParts): string {
  const { greeting, paragraphs, button, pageLink, stationHint, stationLink, ending } = parts;
  return `${[greeting, ...paragraphs, `${button}:\n${pageLink}`, `${stationHint}\n${stationLink}`, ...ending].join('\n\n')}\n`;
}

const style = {
  body: 'margin:0;padding:24px;background:#f3f5f3;color:#14181b;font:17px/1.45 system-ui,sans-serif',
  card: 'max-width:560px;margin:0 auto;padding:28px 32px;background:#ffffff;border:1px solid #d5dad8;border-radius:14px',
  button:
    'display:inline-block;padding:14px 22px;background:#0e4a55;color:#ffffff;border-radius:10px;font-weight:700;text-decoration:none',
  small: 'color:#4a535b;font-size:15px',
  link: 'word-break:break-all;font-family:ui-monospace,monospace;font-size:14px',
} as const;

function asHtml(parts: MailParts, locale: string): string {
  const paragraph = (text: string, css = '') => `<p${css === '' ? '' : ` style="${css}"`}>${escapeHtml(text)}</p>`;
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(parts.subject)}</title></head>`,
    `<body style="${style.body}"><div style="${style.card}">`,
    paragraph(parts.greeting),
    ...parts.paragraphs.map((text) => paragraph(text)),
    `<p><a href="${escapeHtml(parts.pageLink)}" style="${style.button}">${escapeHtml(parts.button)}</a></p>`,
    paragraph(parts.stationHint, style.small),
    paragraph(parts.stationLink, style.link),
    ...parts.ending.map((text) => paragraph(text, style.small)),
    '</div></body></html>',
  ].join('\n');
}

/** Headers are one line: whatever an organization is called, nothing after it becomes a header of its own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
