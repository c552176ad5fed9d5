import { createHash } from 'node:crypto';
import type { Texts } from '#core/texts/create-texts.ts';
import { escapeHtml } from '../../mail/escape-html.ts';

/** One page of the approval site: plain HTML from the server, no script, nothing from elsewhere. */
export interface PageContent {
  readonly title: string;
  /** HTML that is escaped already. */
  readonly body: readonly string[];
  /** Address of this page in the other language. */
  readonly otherLanguage: string;
}

const css = `
:root{color-scheme:light dark;--ink:#14181b;--dim:#4a535b;--page:#f3f5f3;--card:#fff;--line:#d5dad8;--edge:#6b757c;--act:#0e4a55;--act-ink:#fff;--soft:#eaeeec;--stop:#b3261e;--focus:#d9480f}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f1;--dim:#b9c3c4;--page:#12191d;--card:#1a242a;--line:#33424a;--edge:#8a979b;--act:#bfe6e4;--act-ink:#08272b;--soft:#141d22;--stop:#ff9b85;--focus:#ffb020}}
*{box-sizing:border-box}
body{margin:0;padding:5vh 20px;background:var(--page);color:var(--ink);font:18px/1.45 system-ui,sans-serif}
main>:last-child{margin-bottom:0}
main{max-width:640px;margin:0 auto;padding:28px 34px;background:var(--card);border:1px solid var(--line);border-radius:14px}
header,footer{max-width:640px;margin:0 auto 14px;display:flex;justify-content:space-between;gap:16px;align-items:baseline;color:var(--dim);font-size:16px}
footer{margin:14px auto 0}
header strong{color:var(--act);font-size:19px;letter-spacing:-.01em}
h1{font-size:27px;line-height:1.2;margin:0 0 12px}
h2{font-size:20px;margin:32px 0 8px}
a{color:inherit}
label{display:block;font-weight:700;margin:18px 0 6px}
.hint{display:block;font-weight:400;color:var(--dim);font-size:16px}
input{width:100%;min-height:52px;padding:8px 14px;font:inherit;color:inherit;background:var(--card);border:2px solid var(--edge);border-radius:9px}
input.code{font:700 26px ui-monospace,monospace;letter-spacing:.12em;text-transform:uppercase}
input.number{width:7.5ch;font:700 34px ui-monospace,monospace;text-align:center}
button{min-height:52px;padding:10px 24px;border-radius:10px;border:2px solid var(--act);background:var(--act);color:var(--act-ink);font:700 18px system-ui,sans-serif;cursor:pointer}
button.second{background:transparent;color:var(--ink);border-color:var(--edge)}
button.stop{background:transparent;color:var(--stop);border-color:var(--stop)}
button.link{min-height:24px;padding:0;border:0;background:none;color:inherit;font:inherit;text-decoration:underline}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px}
.acts{display:flex;flex-wrap:wrap;gap:14px;margin-top:24px}
.trouble{margin:0 0 18px;padding:12px 16px;border-left:6px solid var(--stop);background:var(--soft);font-weight:700}
.news{margin:0 0 18px;padding:12px 16px;border-left:6px solid var(--act);background:var(--soft)}
dl{margin:18px 0;display:grid;grid-template-columns:max-content 1fr;gap:6px 20px}
dt{color:var(--dim)}
dd{margin:0;font-weight:700;overflow-wrap:anywhere}
.mono{font-family:ui-monospace,monospace;letter-spacing:.04em}
.dim{color:var(--dim)}
ul{list-style:none;margin:0;padding:0}
li{display:flex;justify-content:space-between;gap:16px;align-items:center;padding:12px 0;border-top:1px solid var(--line)}
form{margin:0}
@media(max-width:520px){main{padding:22px 20px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:10px}}
`;

/** Nothing but the style above and forms to this server. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css, 'utf8').digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
} as const;

export function renderPage(texts: Texts, { title, body, otherLanguage }: PageContent): string {
  const name = texts.t('enrol-page.site');
  return [
    `<!doctype html>\n<html lang="${texts.locale}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(title)} – ${escapeHtml(name)}</title><style>${css}</style></head>`,
    '<body>',
    `<header><strong>${escapeHtml(name)}</strong><a href="${escapeHtml(otherLanguage)}" lang="${texts.locale === 'de' ? 'en' : 'de'}">${texts.locale === 'de' ? 'English' : 'Deutsch'}</a></header>`,
    `<main><h1>${escapeHtml(title)}</h1>`,
    ...body,
    '</main></body></html>',
  ].join('\n');
}

export const paragraph = (text: string, className = ''): string =>
  `<p${className === '' ? '' : ` class="${className}"`}>${escapeHtml(text)}</p>`;

export const trouble = (text: string | null): string =>
  text === null ? '' : `<p class="trouble" role="alert">${escapeHtml(text)}</p>`;

export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
