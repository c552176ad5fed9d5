import type { ScanResult } from '../../contract/station/scan.ts';
import { countScan, NO_SCANS, type RecentScans } from '../../domain/scanning/duplicate-scan.ts';
import { parseLabel } from '../../domain/scanning/parse-label.ts';
import { type ScanAction, scanAction } from '../../domain/scanning/scan-action.ts';
import type { ScanContext } from '../../domain/scanning/scan-context.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { jobId, organizationId } from '../../kernel/entity-ids.ts';
import type { FeedRecord } from '../../ports/station-store.ts';
import { scanIntoCarton } from '../carton/scan-into-carton.ts';
import { standingJob } from '../jobs/job-book.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { takeVin } from '../sheets/take-vin.ts';
import type { StationContext } from '../station-context.ts';

type ReadInput = Parameters<AreaProcedures<'scan'>['read']>[0];

/** One way in for every scan of every source (SCAN-1, SCAN-4): parser, table of actions, then the act. Whatever comes of it, the feed keeps it. */
export function scanProcedures(context: StationContext): AreaProcedures<'scan'> {
  let recent: RecentScans = NO_SCANS;
  return {
    async read(input, { principal }) {
      const place = placeOf(input, principal);
      const scan = { source: input.source, text: input.text, atMs: context.clock.monotonicMs() };
      // Who tries a reader out scans the same label again and again, and wants to see each scan.
      const counted = place.screen === 'test' ? null : countScan(recent, scan);
      recent = counted?.recent ?? recent;
      if (counted?.kind === 'duplicate') {
        return { kind: 'duplicate' };
      }
      const action = scanAction(place, parseLabel(input.text));
      return act(context, principal, { input, action });
    },

    async broken({ text, context: { screen, sessionId } }) {
      if (screen !== 'test') {
        keep(context, { mark: 'stop', key: 'scan-broken', detail: { text: short(text) }, sessionId });
      }
      return { kind: 'kept' };
    },

    feed: async ({ limit }) => context.store.feed(limit).map((entry) => ({ ...entry, detail: { ...entry.detail } })),
  };
}

/** Who is not at work takes no part in it: whatever screen the page names, only a badge has an effect (STA-1). */
function placeOf({ context: { screen, sessionId, awaiting } }: ReadInput, principal: Principal): ScanContext {
  if (principal.kind === 'nobody') {
    return { screen: 'sign-in', awaiting: 'anything', sheetOpen: false };
  }
  if (principal.kind === 'person' && principal.locked) {
    return { screen: 'locked', awaiting: 'anything', sheetOpen: false };
  }
  return { screen, awaiting, sheetOpen: sessionId !== null };
}

interface Decided {
  readonly input: ReadInput;
  readonly action: ScanAction;
}

async function act(context: StationContext, principal: Principal, { input, action }: Decided): Promise<ScanResult> {
  switch (action.kind) {
    case 'open-unit':
      return openUnit(context, principal, { input, action });
    case 'offer-vin':
      return offerVin(context, principal, { input, action });
    case 'switch-user':
      return switchUser(context, input, action.badge);
    case 'open-customer':
      return openCustomer(context, principal, { input, customer: action.customer });
    case 'open-report':
      return openReport(context, input, action.report);
    case 'control':
      return { kind: 'control', control: action.command };
    case 'open-job':
      return openJob(context, input, action.job);
    case 'wrong-kind':
      return keepUnused(context, input, action);
    case 'tried':
      return { kind: 'tried' };
    case 'unreadable':
      return unreadable(context, principal, { input, action });
    default:
      return assertNever(action);
  }
}

async function openUnit(
  context: StationContext,
  principal: Principal,
  { input, action }: { readonly input: ReadInput; readonly action: Extract<ScanAction, { kind: 'open-unit' }> },
): Promise<ScanResult> {
  const customerId =
    principal.kind === 'command-line' ? (input.customerId ?? context.seat.customerId()) : context.seat.customerId();
  if (customerId === null || context.store.organization(customerId) === null) {
    keep(context, { mark: 'warn', key: 'choose-customer-first', detail: { serial: action.serial }, sessionId: null });
    return { kind: 'choose-customer-first' };
  }
  if (input.context.screen === 'carton') {
    const taken = scanIntoCarton(context, principal, input.text);
    return taken.kind === 'carton-row'
      ? taken
      : keepUnused(context, input, { reason: taken.reason, got: ['unit'], wanted: [] });
  }
  const opened = await openSheet(context, principal, {
    text: input.text,
    serial: action.serial,
    unitType: action.unitType ?? null,
    warnings: action.warnings,
    customerId,
  });
  return { kind: 'sheet-opened', ...opened };
}

function offerVin(
  context: StationContext,
  principal: Principal,
  { input, action }: { readonly input: ReadInput; readonly action: Extract<ScanAction, { kind: 'offer-vin' }> },
): ScanResult {
  const { sessionId } = input.context;
  const taken = sessionId === null ? null : takeVin(context, principal, { sessionId, vin: action.vin });
  if (sessionId === null || taken?.kind !== 'changed') {
    return keepUnused(context, input, { reason: 'no-sheet', got: ['vin'], wanted: ['unit'] });
  }
  return { kind: 'vin-taken', sessionId, vin: action.vin, warnings: [...action.warnings] };
}

function switchUser(context: StationContext, input: ReadInput, badge: string): ScanResult {
  const person = context.roster.people().find((one) => one.active && one.badge === badge);
  if (person !== undefined) {
    context.seat.noteBadge(person.id);
  }
  return person === undefined
    ? keepUnused(context, input, { reason: 'unknown-badge', got: ['badge'], wanted: [] })
    : { kind: 'person-chosen', personId: person.id };
}

function openCustomer(
  context: StationContext,
  principal: Principal,
  { input, customer }: { readonly input: ReadInput; readonly customer: string },
): ScanResult {
  const id = organizationId.safeParse(customer);
  const known = id.success && context.store.trust(id.data, context.identity.organizationId) !== null;
  if (!known || principal.kind !== 'person') {
    return keepUnused(context, input, { reason: 'unknown-customer', got: ['customer'], wanted: [] });
  }
  context.seat.chooseCustomer(id.data);
  context.changed('seat');
  return { kind: 'customer-chosen', customerId: id.data };
}

function openReport(context: StationContext, input: ReadInput, report: string): ScanResult {
  const found = context.store.sessionOfReport(report);
  return found === null
    ? keepUnused(context, input, { reason: 'unknown-report', got: ['report'], wanted: [] })
    : { kind: 'report-found', sessionId: found.id };
}

function openJob(context: StationContext, input: ReadInput, job: string): ScanResult {
  const id = jobId.safeParse(job);
  return id.success && standingJob(context, id.data) !== null
    ? { kind: 'job-found', jobId: id.data }
    : keepUnused(context, input, { reason: 'no-such-job', got: ['job'], wanted: [] });
}

/** Understood but of no use here: kept in the feed with its reason, never applied to something else. */
function keepUnused(
  context: StationContext,
  input: ReadInput,
  {
    reason,
    got,
    wanted,
  }: { readonly reason: string; readonly got: readonly string[]; readonly wanted: readonly string[] },
): ScanResult {
  keep(context, {
    mark: 'warn',
    key: 'scan-unused',
    detail: { text: short(input.text), reason },
    sessionId: input.context.sessionId,
  });
  return { kind: 'wrong-kind', reason, got: [...got], wanted: [...wanted] };
}

function unreadable(
  context: StationContext,
  principal: Principal,
  { input, action }: { readonly input: ReadInput; readonly action: Extract<ScanAction, { kind: 'unreadable' }> },
): ScanResult {
  const { code, detail, part, suggestion } = action;
  const candidates = action.candidates?.join(', ');
  context.store.transact((write) => {
    write.addFeed({
      at: context.clock.now(),
      mark: 'stop',
      key: 'scan-unreadable',
      detail: { text: short(input.text), code },
      sessionId: input.context.sessionId,
    });
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'scan.unreadable',
      outcome: 'refused',
      code,
      after: { text: short(input.text), source: input.source },
    });
  });
  context.changed('feed', 'audit');
  return {
    kind: 'unreadable',
    code,
    detail: Object.fromEntries(
      Object.entries({ detail, part, suggestion, candidates }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value]],
      ),
    ),
  };
}

function keep(context: StationContext, entry: Omit<FeedRecord, 'id' | 'at'>): void {
  context.store.transact((write) => write.addFeed({ at: context.clock.now(), ...entry }));
  context.changed('feed');
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
