import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { toBase64 } from '../../kernel/base64.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { printReport } from '../reports/print-report.ts';
import type { StationContext } from '../station-context.ts';
import { valueProcedures } from '../work/value-procedures.ts';
import { workProcedures } from '../work/work-procedures.ts';
import { changeSheet } from './change-sheet.ts';
import { judgeFor } from './judge-for.ts';
import { pairProcedures } from './pair-procedures.ts';
import { provisionalSheets } from './provisional-sheets.ts';
import { refusal, sheetResult, sheetRow, sheetView } from './sheet-view.ts';
import { signSheet } from './sign-sheet.ts';
import { takeOver } from './take-over.ts';
import { transferSheet } from './transfer-sheet.ts';

type Bench = AreaProcedures<'bench'>;

/** Every act on a work sheet. Each loads the sheet, lets the bench machine decide, and answers with the sheet as it was stored. */
export function benchProcedures(context: StationContext): Bench {
  return {
    ...readProcedures(context),
    ...ownerProcedures(context),
    ...pairProcedures(context),
    ...closingProcedures(context),
    ...reportProcedures(context),
    ...workProcedures(context),
    ...valueProcedures(context),
  };
}

const noSheet = { kind: 'no-such-sheet' } as const;

function readProcedures(context: StationContext): Pick<Bench, 'sheets' | 'sheet'> {
  const { store } = context;
  return {
    sheets: async ({ limit }) => {
      const isProvisional = provisionalSheets(store);
      return store.sessions(limit).map((session) => sheetRow(context, session, isProvisional));
    },
    sheet: async ({ sessionId }) => {
      const session = store.session(sessionId);
      return session === null ? noSheet : { kind: 'sheet', sheet: sheetView(context, session) };
    },
  };
}

function ownerProcedures(
  context: StationContext,
): Pick<Bench, 'chooseType' | 'recheck' | 'confirmCheckDigit' | 'transfer'> {
  return {
    chooseType: async ({ sessionId, unitType }, { principal }) => {
      const session = context.store.session(sessionId);
      if (session === null) {
        return noSheet;
      }
      const verdict = await judgeFor(context, {
        serial: session.label.serial,
        chosenType: unitType,
        customerId: session.customerId,
        within: session.id,
      });
      const outcome = changeSheet(context, {
        sessionId,
        principal,
        event: { kind: 'type-chosen', unitType, verdict },
        audit: { action: 'unit.type-chosen', after: { unitType } },
        feed: { mark: 'ok', key: 'type-chosen', detail: { type: entryOf(context.unitTypes, unitType).label } },
      });
      return sheetResult(context, outcome);
    },
    recheck: async ({ sessionId }, { principal }) => {
      const session = context.store.session(sessionId);
      return session === null ? noSheet : recheck(context, principal, session);
    },
    confirmCheckDigit: async ({ sessionId }, { principal }) =>
      sheetResult(
        context,
        changeSheet(context, {
          sessionId,
          principal,
          event: { kind: 'check-digit-confirmed' },
          audit: { action: 'serial.confirmed', code: 'SERIAL_CHECKDIGIT' },
        }),
      ),
    transfer: async (wish, { principal }) => transferSheet(context, principal, wish),
  };
}

async function recheck(context: StationContext, principal: Principal, session: BenchSession) {
  const verdict = await judgeFor(context, {
    serial: session.label.serial,
    chosenType: session.unit?.unitType ?? null,
    customerId: session.customerId,
    within: session.id,
  });
  const outcome = changeSheet(context, {
    sessionId: session.id,
    principal,
    event: { kind: 'verdict-given', verdict },
    audit: {
      action: 'verdict.asked',
      outcome: 'noted',
      code: verdict.kind === 'verdict' ? verdict.next : 'TYPE_AMBIGUOUS',
    },
  });
  return sheetResult(context, outcome);
}

function closingProcedures(context: StationContext): Pick<Bench, 'abandon' | 'sign' | 'takeOver'> {
  return {
    takeOver: async ({ sessionId }, { principal }) => sheetResult(context, takeOver(context, principal, sessionId)),
    abandon: async ({ sessionId, why }, { principal }) =>
      sheetResult(
        context,
        changeSheet(context, {
          sessionId,
          principal,
          event: { kind: 'abandoned', why },
          audit: { action: 'sheet.abandoned', after: { why } },
          feed: { mark: 'warn', key: 'abandoned', detail: { why } },
        }),
      ),
    sign: async (wish, { principal }) => {
      const signed = await signSheet(context, principal, wish);
      switch (signed.kind) {
        case 'changed':
          return { kind: 'signed', sheet: sheetView(context, signed.session), reportNumber: signed.reportNumber };
        case 'not-ready':
          return { kind: 'not-ready', missing: [...signed.missing] };
        case 'wait':
          return { kind: 'wrong-pin', triesLeft: signed.triesLeft, waitMs: signed.waitMs };
        case 'nobody-to-sign':
          return { kind: 'refused', reason: 'nobody-to-sign', detail: {} };
        case 'refused':
          return refusal(signed);
        default:
          return signed;
      }
    },
  };
}

function reportProcedures(context: StationContext): Pick<Bench, 'report' | 'saveReport'> {
  const print = async (
    sessionId: SessionId,
    wish: { readonly paper?: 'A4' | 'Letter' | undefined; readonly locale?: 'en' | 'de' | undefined },
  ) => {
    const session = context.store.session(sessionId);
    const language = context.store.setting('locale') === 'de' ? 'de' : 'en';
    return session === null
      ? noSheet
      : printReport(context, session, { paper: wish.paper ?? 'A4', locale: wish.locale ?? language });
  };
  return {
    report: async ({ sessionId, ...wish }) => {
      const printed = await print(sessionId, wish);
      return printed.kind === 'report'
        ? {
            kind: 'report',
            pdfBase64: toBase64(printed.pdf),
            pages: printed.pages,
            fileName: printed.fileName,
            draft: printed.draft,
          }
        : printed;
    },
    saveReport: async ({ sessionId }) => {
      const printed = await print(sessionId, {});
      return printed.kind === 'report' ? context.reportFiles.save(printed.fileName, printed.pdf) : printed;
    },
  };
}
