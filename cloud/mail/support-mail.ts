import { z } from 'zod';
import { supportFile } from '#core/domain/support/prepare-request.ts';
import { type SupportRequest, supportRequest } from '#core/domain/support/support-request.ts';
import { escapeHtml } from './escape-html.ts';
import type { WrittenMail } from './invitation-mail.ts';

/** The mail that brings a request to the service desk (REP-4). The desk's language is English; the request itself goes along as a file. */
export const supportMail = z.strictObject({
  kind: z.literal('support-request'),
  number: z.string(),
  request: supportRequest,
});
export type SupportMail = z.infer<typeof supportMail>;

export function writeSupportMail({ number, request }: SupportMail): WrittenMail {
  const { name, text } = supportFile(request);
  const lines = linesOf(request);
  const rows = lines.map(([label, value]) => `<tr><th align="left">${label}</th><td>${escapeHtml(value)}</td></tr>`);
  return {
    subject: oneLine(`[${number}] ${subjectOf(request)}`),
    text: `${lines.map(([label, value]) => `${label}: ${value}`).join('\n')}\n`,
    html: `<!doctype html><html lang="en"><body><table>${rows.join('')}</table></body></html>`,
    attachment: { name, text },
  };
}

function subjectOf({ message, unit, station }: SupportRequest): string {
  return [message?.code ?? 'Request', unit === null ? station.name : `${unit.typeLabel ?? ''} ${unit.serial}`].join(
    ', ',
  );
}

function linesOf(request: SupportRequest): readonly (readonly [string, string])[] {
  const { by, organization, station, program, unit, message, words, createdAt } = request;
  return [
    ['Asked', `${createdAt} by ${by.name} (${by.roles.join(', ')}), ${organization.name}`],
    [
      'Station',
      `${station.name} ${station.place}, Fitbay ${program.version} (${program.host}), page in ${program.locale}`,
    ],
    ...(unit === null
      ? []
      : ([['Unit', `${unit.typeLabel ?? 'type not known'} ${unit.serial}, for ${unit.customer}`]] as const)),
    ...(message === null ? [] : ([['Message', `${message.code ?? ''} ${message.text}`.trim()]] as const)),
    ['In their words', words === '' ? '(none)' : words],
  ];
}

/** Headers are one line, whatever somebody wrote. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
