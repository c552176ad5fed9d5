import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { createTexts, type Texts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { Tenant } from '../database/wall/acting.ts';
import { listStations, revokeStation } from '../stations/revoke-station.ts';
import type { CloudLog } from '../world/world.ts';
import { type Approver, approverSessionSeconds, findApprover, signInApprover, signOutApprover } from './approvers.ts';
import { type Approval, approveStation, type Denial, denyStation, lookUpCode, placeName } from './decide-enrolment.ts';
import { codePage, decisionPage, endPage, type PageBody, revokePage, signInPage } from './pages/approval-pages.ts';
import { pageHeaders, renderPage } from './pages/page-frame.ts';
import type { StationAuthority } from './station-authority.ts';

/**
 * The pages on which people let stations in and revoke them (STA-1): HTML from the server, forms and redirects, no script. Every change
 * needs a signed-in station administrator and the token of their own forms.
 */
export interface ApprovalSite {
  readonly database: CloudDatabase;
  readonly log: Pick<CloudLog, 'info' | 'warn'>;
  readonly now: () => IsoTime;
  readonly authority: () => StationAuthority;
}

const sessionCookie = 'fitbay-approver';
const languageCookie = 'fitbay-language';
const formBytes = 4 * 1024;

const text = z.string().max(200).default('');

/** A form that no page of ours sends; the server answers 400. */
class MalformedForm extends Error {
  readonly statusCode = 400;
}
const query = z.object({ user_code: text.catch(''), lang: z.enum(['en', 'de']).optional().catch(undefined) });
const signInForm = z.object({ name: text, pin: text, user_code: text });
const codeForm = z.object({ form_token: text, user_code: text });
const decisionForm = codeForm.extend({ number: text, act: z.enum(['approve', 'deny']) });
const revokeForm = z.object({ form_token: text, station_id: text });

export function serveApproval(server: FastifyInstance, site: ApprovalSite): void {
  server.register((scope, _options, done) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formBytes },
      (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.get('/enrol', (request, reply) => showStart(site, request, reply));
    scope.post('/enrol/sign-in', (request, reply) => signIn(site, request, reply));
    scope.post('/enrol/sign-out', (request, reply) => signOut(site, request, reply));
    scope.post('/enrol/code', (request, reply) => takeCode(site, request, reply));
    scope.post('/enrol/decide', (request, reply) => decide(site, request, reply));
    scope.get('/enrol/station/:id', (request, reply) => askRevoke(site, request, reply));
    scope.post('/enrol/revoke', (request, reply) => revoke(site, request, reply));
    done();
  });
}

async function showStart(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { user_code: typedCode, lang } = query.parse(request.query);
  if (lang !== undefined) {
    setCookie(site, reply, { name: languageCookie, value: lang, seconds: 31_536_000 });
  }
  const texts = textsFor(request);
  const approver = await findApprover(site.database, readCookie(request, sessionCookie));
  if (approver === null) {
    return show(request, reply, signInPage(texts, { typedCode, problem: null }));
  }
  return typedCode === ''
    ? showCodePage(site, { request, reply, approver })
    : showDecision(site, { request, reply, approver }, typedCode);
}

async function signIn(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { name, pin, user_code: typedCode } = readForm(signInForm, request);
  const texts = textsFor(request);
  const outcome = await signInApprover(site.database, { name, pin, address: request.ip });
  const again = (status: number, problem: string): FastifyReply =>
    show(request, reply.code(status), signInPage(texts, { typedCode, problem }));
  switch (outcome.kind) {
    case 'signed-in':
      setCookie(site, reply, { name: sessionCookie, value: outcome.sessionToken, seconds: approverSessionSeconds });
      return reply.redirect(startFor(typedCode), 303);
    case 'wrong':
      site.log.warn('enrolment.sign-in-failed', { address: request.ip });
      return again(403, texts.t('enrol-page.wrong'));
    case 'too-often':
      return again(429, tooOften(texts, outcome.retryAfterMs));
    case 'no-right':
      site.log.warn('enrolment.no-right', { personId: outcome.person.id, address: request.ip });
      return again(403, texts.t('enrol-page.no-right', { name: outcome.person.givenName }));
    default:
      return assertNever(outcome);
  }
}

async function signOut(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = readCookie(request, sessionCookie);
  if (token !== null) {
    await signOutApprover(site.database, token);
  }
  setCookie(site, reply, { name: sessionCookie, value: '', seconds: 0 });
  return reply.redirect('/enrol', 303);
}

async function takeCode(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(codeForm, request);
  const approver = await approverOf(site, request, form.form_token);
  return approver === null
    ? showSignedOut(request, reply, form.user_code)
    : reply.redirect(startFor(form.user_code), 303);
}

async function decide(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(decisionForm, request);
  const approver = await approverOf(site, request, form.form_token);
  if (approver === null) {
    return showSignedOut(request, reply, form.user_code);
  }
  const desk = { database: site.database, authority: site.authority(), now: site.now };
  const decision = { typedCode: form.user_code, approver: approver.person };
  const outcome =
    form.act === 'approve'
      ? await approveStation(desk, { ...decision, number: form.number.trim() })
      : await denyStation(desk, decision);
  site.log.info('enrolment.decided', { outcome: outcome.kind, by: approver.person.id, address: request.ip });
  return showOutcome(site, { request, reply, approver }, outcome);
}

async function showOutcome(site: ApprovalSite, visit: Visit, outcome: Approval | Denial): Promise<FastifyReply> {
  const { request, reply, approver } = visit;
  const texts = textsFor(request);
  switch (outcome.kind) {
    case 'approved':
    case 'denied': {
      const { station_name: name, station_place: place } = outcome.station.request;
      const title = texts.t(`enrol-page.${outcome.kind}-title`, { name: placeName(name, place) });
      return show(
        request,
        reply,
        endPage(texts, { title, text: texts.t(`enrol-page.${outcome.kind}`), failed: false }),
      );
    }
    case 'wrong-number': {
      const problem = texts.t('enrol-page.wrong-number', { left: outcome.triesLeft });
      return show(request, reply.code(403), decisionPage(texts, approver, { station: outcome.station, problem }));
    }
    case 'locked': {
      const end = { title: texts.t('enrol-page.locked-title'), text: texts.t('enrol-page.locked'), failed: true };
      return show(request, reply.code(403), endPage(texts, end));
    }
    case 'too-often':
      return showCodePage(site, visit, { problem: tooOften(texts, outcome.retryAfterMs), status: 429 });
    case 'unknown':
    case 'expired':
    case 'used':
    case 'of-another-organization':
      return showCodePage(site, visit, { problem: texts.t(`enrol-page.${outcome.kind}`), status: 409 });
    default:
      return assertNever(outcome);
  }
}

/** What a person may see and end are the stations of their own organization. */
function tenantOf(site: ApprovalSite, { person }: Approver): Tenant {
  return { organizationId: person.organizationId, now: site.now() };
}

async function askRevoke(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const approver = await findApprover(site.database, readCookie(request, sessionCookie));
  if (approver === null) {
    return showSignedOut(request, reply, '');
  }
  const { id } = z.object({ id: text }).parse(request.params);
  const stations = await listStations(site.database, tenantOf(site, approver));
  const station = stations.find((one) => one.id === id && one.revokedAt === null);
  return station === undefined
    ? reply.redirect('/enrol', 303)
    : show(request, reply, revokePage(textsFor(request), approver, station));
}

async function revoke(site: ApprovalSite, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(revokeForm, request);
  const approver = await approverOf(site, request, form.form_token);
  if (approver === null) {
    return showSignedOut(request, reply, '');
  }
  const stations = await listStations(site.database, tenantOf(site, approver));
  const station = stations.find((one) => one.id === form.station_id);
  const wish = { stationId: form.station_id, by: approver.person, now: site.now() };
  const outcome = await revokeStation(site.database, wish);
  site.log.info('station.revoked', { outcome: outcome.kind, stationId: form.station_id, by: approver.person.id });
  if (outcome.kind === 'not-found' || station === undefined) {
    return reply.redirect('/enrol', 303);
  }
  const news = textsFor(request).t('enrol-page.revoked', { name: placeName(station.name, station.place) });
  return showCodePage(site, { request, reply, approver }, { news });
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly approver: Approver;
}

async function showDecision(site: ApprovalSite, visit: Visit, typedCode: string): Promise<FastifyReply> {
  const { request, reply, approver } = visit;
  const desk = { database: site.database, authority: site.authority(), now: site.now };
  const found = await lookUpCode(desk, typedCode, approver.person);
  return found.kind === 'waiting'
    ? show(request, reply, decisionPage(textsFor(request), approver, { station: found.station, problem: null }))
    : showOutcome(site, visit, found);
}

async function showCodePage(
  site: ApprovalSite,
  { request, reply, approver }: Visit,
  say: { readonly problem?: string; readonly news?: string; readonly status?: number } = {},
): Promise<FastifyReply> {
  const stations = await listStations(site.database, tenantOf(site, approver));
  const page = { typedCode: '', problem: say.problem ?? null, news: say.news ?? null, stations };
  return show(request, reply.code(say.status ?? 200), codePage(textsFor(request), approver, page));
}

function showSignedOut(request: FastifyRequest, reply: FastifyReply, typedCode: string): FastifyReply {
  const texts = textsFor(request);
  return show(request, reply.code(403), signInPage(texts, { typedCode, problem: texts.t('enrol-page.signed-out') }));
}

function show(request: FastifyRequest, reply: FastifyReply, page: PageBody): FastifyReply {
  const texts = textsFor(request);
  const { user_code: typedCode } = query.parse(request.query);
  const other = new URLSearchParams({
    lang: texts.locale === 'de' ? 'en' : 'de',
    ...(typedCode === '' ? {} : { user_code: typedCode }),
  });
  return reply.headers(pageHeaders).send(renderPage(texts, { ...page, otherLanguage: `/enrol?${other.toString()}` }));
}

function readForm<Form>(form: z.ZodType<Form>, request: FastifyRequest): Form {
  const read = form.safeParse(request.body);
  if (!read.success) {
    throw new MalformedForm('a form that no page of this server sends');
  }
  return read.data;
}

/** Null where nobody is signed in, or where the form is not one of theirs. */
async function approverOf(site: ApprovalSite, request: FastifyRequest, formToken: string): Promise<Approver | null> {
  const approver = await findApprover(site.database, readCookie(request, sessionCookie));
  return approver !== null && approver.formToken === formToken ? approver : null;
}

function startFor(typedCode: string): string {
  return typedCode === '' ? '/enrol' : `/enrol?${new URLSearchParams({ user_code: typedCode }).toString()}`;
}

function tooOften(texts: Texts, retryAfterMs: number): string {
  return texts.t('enrol-page.too-often', { minutes: Math.ceil(retryAfterMs / 60_000) });
}

/** What was chosen by hand, then what the browser prefers. */
function textsFor(request: FastifyRequest): Texts {
  const chosen = query.parse(request.query).lang ?? readCookie(request, languageCookie);
  const [preferred] = /\b(de|en)\b/.exec(request.headers['accept-language'] ?? '') ?? [];
  const locale = (chosen ?? preferred) === 'de' ? 'de' : 'en';
  return createTexts({ locale, catalogues, onMissing: 'show-key' });
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly seconds: number;
}

/** Only over TLS where there is TLS; never to scripts, never from other sites. */
function setCookie(site: ApprovalSite, reply: FastifyReply, { name, value, seconds }: Cookie): void {
  const secure = site.authority().issuer.startsWith('https:') ? '; Secure' : '';
  reply.header('set-cookie', `${name}=${value}; Path=/enrol; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`);
}

function readCookie(request: FastifyRequest, name: string): string | null {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split('='));
  return cookies.find(([key]) => key === name)?.[1] || null;
}
