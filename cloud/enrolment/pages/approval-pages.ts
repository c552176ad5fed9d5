import type { Texts } from '#core/texts/create-texts.ts';
import { escapeHtml } from '../../mail/escape-html.ts';
import type { ListedStation } from '../../stations/revoke-station.ts';
import type { Approver } from '../approvers.ts';
import { placeName, type WaitingStation } from '../decide-enrolment.ts';
import { hidden, paragraph, trouble } from './page-frame.ts';

/** The bodies of the approval pages. They only show; what may happen is decided before. */
export interface PageBody {
  readonly title: string;
  readonly body: readonly string[];
}

export function signInPage(
  texts: Texts,
  { typedCode, problem }: { readonly typedCode: string; readonly problem: string | null },
): PageBody {
  return {
    title: texts.t('enrol-page.sign-in'),
    body: [
      trouble(problem),
      paragraph(texts.t('enrol-page.sign-in-text'), 'dim'),
      '<form method="post" action="/enrol/sign-in">',
      hidden('user_code', typedCode),
      field(texts, {
        name: 'name',
        label: 'enrol-page.name',
        attributes: 'autocomplete="username" required autofocus',
      }),
      field(texts, {
        name: 'pin',
        label: 'enrol-page.pin',
        attributes: 'type="password" inputmode="numeric" autocomplete="current-password" required',
      }),
      `<div class="acts"><button>${escapeHtml(texts.t('enrol-page.go-on'))}</button></div></form>`,
    ],
  };
}

export function codePage(
  texts: Texts,
  approver: Approver,
  page: {
    readonly typedCode: string;
    readonly problem: string | null;
    readonly news: string | null;
    readonly stations: readonly ListedStation[];
  },
): PageBody {
  return {
    title: texts.t('enrol-page.code-title'),
    body: [
      trouble(page.problem),
      page.news === null ? '' : paragraph(page.news, 'news'),
      '<form method="post" action="/enrol/code">',
      hidden('form_token', approver.formToken),
      field(texts, {
        name: 'user_code',
        label: 'enrol-page.code',
        attributes: `class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" required value="${escapeHtml(page.typedCode)}"`,
      }),
      `<div class="acts"><button>${escapeHtml(texts.t('enrol-page.go-on'))}</button></div></form>`,
      ...stationList(texts, approver, page.stations),
      signOutForm(texts, approver),
    ],
  };
}

export function decisionPage(
  texts: Texts,
  approver: Approver,
  { station, problem }: { readonly station: WaitingStation; readonly problem: string | null },
): PageBody {
  const { request } = station;
  return {
    title: texts.t('enrol-page.decide-title'),
    body: [
      trouble(problem),
      paragraph(texts.t('enrol-page.decide-text', { organization: approver.organizationName })),
      '<dl>',
      fact(texts.t('enrol-page.station'), request.station_name),
      request.station_place === '' ? '' : fact(texts.t('enrol-page.place'), request.station_place),
      fact(texts.t('enrol-page.address'), station.address),
      fact(texts.t('enrol-page.shown-code'), `${station.userCode.slice(0, 4)}-${station.userCode.slice(4)}`),
      fact(texts.t('enrol-page.until'), texts.t('enrol-page.minutes', { minutes: station.minutesLeft })),
      '</dl>',
      station.replaces === null ? '' : paragraph(texts.t('enrol-page.replaces', { name: station.replaces }), 'news'),
      '<form method="post" action="/enrol/decide">',
      hidden('form_token', approver.formToken),
      hidden('user_code', station.userCode),
      field(texts, {
        name: 'number',
        label: 'enrol-page.number',
        attributes: 'class="number" inputmode="numeric" autocomplete="off" maxlength="2" pattern="[0-9]{2}"',
      }),
      '<div class="acts">',
      `<button name="act" value="approve">${escapeHtml(texts.t('enrol-page.approve'))}</button>`,
      `<button name="act" value="deny" class="stop" formnovalidate>${escapeHtml(texts.t('enrol-page.deny'))}</button>`,
      '</div></form>',
      signOutForm(texts, approver),
    ],
  };
}

export function revokePage(texts: Texts, approver: Approver, station: ListedStation): PageBody {
  const name = placeName(station.name, station.place);
  return {
    title: texts.t('enrol-page.revoke-title', { name }),
    body: [
      paragraph(texts.t('enrol-page.revoke-text')),
      '<form method="post" action="/enrol/revoke">',
      hidden('form_token', approver.formToken),
      hidden('station_id', station.id),
      '<div class="acts">',
      `<button class="stop">${escapeHtml(texts.t('enrol-page.revoke-do', { name }))}</button>`,
      '</div></form>',
      `<p><a href="/enrol">${escapeHtml(texts.t('enrol-page.back'))}</a></p>`,
    ],
  };
}

export function endPage(
  texts: Texts,
  end: { readonly title: string; readonly text: string; readonly failed: boolean },
): PageBody {
  return {
    title: end.title,
    body: [
      end.failed ? trouble(end.text) : paragraph(end.text, 'news'),
      `<p><a href="/enrol">${escapeHtml(texts.t('enrol-page.back'))}</a></p>`,
    ],
  };
}

function stationList(texts: Texts, approver: Approver, stations: readonly ListedStation[]): readonly string[] {
  const heading = `<h2>${escapeHtml(texts.t('enrol-page.stations', { organization: approver.organizationName }))}</h2>`;
  if (stations.length === 0) {
    return [heading, paragraph(texts.t('enrol-page.no-stations'), 'dim')];
  }
  return [heading, '<ul>', ...stations.map((station) => stationRow(texts, station)), '</ul>'];
}

function stationRow(texts: Texts, station: ListedStation): string {
  const name = placeName(station.name, station.place);
  const since = texts.date(station.enrolledAt, 'date');
  const story =
    station.revokedAt === null
      ? texts.t('enrol-page.enrolled-on', { date: since, by: station.approvedBy ?? '–' })
      : texts.t('enrol-page.revoked-on', { date: texts.date(station.revokedAt, 'date') });
  const act =
    station.revokedAt === null
      ? `<a href="/enrol/station/${encodeURIComponent(station.id)}" aria-label="${escapeHtml(texts.t('enrol-page.revoke-of', { name }))}">${escapeHtml(texts.t('enrol-page.revoke'))}</a>`
      : '';
  return `<li><span><strong>${escapeHtml(name)}</strong><br><span class="dim">${escapeHtml(story)}</span></span>${act}</li>`;
}

function signOutForm(texts: Texts, { person, formToken }: Approver): string {
  return [
    '<form method="post" action="/enrol/sign-out">',
    hidden('form_token', formToken),
    `<p class="dim">${escapeHtml(texts.t('enrol-page.signed-in-as', { name: person.displayName }))} `,
    `<button class="link">${escapeHtml(texts.t('enrol-page.sign-out'))}</button></p></form>`,
  ].join('');
}

interface Field {
  readonly name: string;
  readonly label: 'enrol-page.name' | 'enrol-page.pin' | 'enrol-page.code' | 'enrol-page.number';
  readonly attributes: string;
}

function field(texts: Texts, { name, label, attributes }: Field): string {
  const hint = escapeHtml(texts.t(`${label}-hint`));
  return `<label for="${name}">${escapeHtml(texts.t(label))}<span class="hint">${hint}</span></label><input id="${name}" name="${name}" ${attributes}>`;
}

function fact(name: string, value: string): string {
  return `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`;
}
