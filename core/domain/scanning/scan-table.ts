import { assertNever } from '../../kernel/assert-never.ts';
import { SCAN_KINDS, type ScanContext, type ScanKind } from './scan-context.ts';

/**
 * The one table of what a scan does where (SCAN-4, ux rule 4): place × kind → it acts, or why not. The station decides by it, the page's
 * header speaks from it, the help shows it, so none of them can promise what another does not do.
 */

/**
 * Why a scan that was understood has no effect here. `sign-in-first`: nobody is at work. `answer-first`: a question stands open.
 * `no-sheet`: a VIN needs an open work sheet. `another-step`: the step waits for something else. `bench-only`: control codes drive the
 * bench alone. `sheet-only`: only an open sheet can be given up. `not-a-unit`: nothing in the code can be opened.
 */
export type WrongKindReason =
  | 'sign-in-first'
  | 'answer-first'
  | 'no-sheet'
  | 'another-step'
  | 'bench-only'
  | 'sheet-only'
  | 'not-a-unit';

/** `acts`, or the reason why not. */
export type ScanCell = 'acts' | WrongKindReason;

type Row = Readonly<Record<ScanKind, ScanCell>>;

/** These codes name exactly one thing and cannot be meant for another, so every page takes them. */
const EVERYWHERE = { job: 'acts', badge: 'acts', report: 'acts', customer: 'acts', back: 'acts' } as const;
const NOT_A_UNIT = { other: 'not-a-unit' } as const;

const NOBODY = everything('sign-in-first');
/** A scan never answers a question; `back` may close it, as that changes nothing. */
const QUESTION: Row = { ...everything('answer-first'), ...NOT_A_UNIT, back: 'acts' };
/** A dialog that asks for one kind of code. */
const ASKING: Row = { ...everything('another-step'), ...NOT_A_UNIT, back: 'acts' };
const PAGE: Row = {
  ...EVERYWHERE,
  ...NOT_A_UNIT,
  unit: 'acts',
  vin: 'no-sheet',
  control: 'bench-only',
  closing: 'sheet-only',
};
const BENCH: Row = { ...PAGE, control: 'acts' };

const TABLE = {
  'empty-seat': { ...NOBODY, badge: 'acts' },
  'locked-seat': { ...NOBODY, badge: 'acts' },
  question: QUESTION,
  'question-for-unit': { ...ASKING, unit: 'acts' },
  'question-for-vin': { ...ASKING, vin: 'acts' },
  page: PAGE,
  'page-over-sheet': { ...PAGE, vin: 'acts' },
  bench: BENCH,
  carton: BENCH,
  sheet: { ...BENCH, vin: 'acts', closing: 'acts' },
  'sheet-for-unit': { ...BENCH, vin: 'another-step', closing: 'acts' },
  'sheet-for-vin': { ...BENCH, unit: 'another-step', vin: 'acts', closing: 'acts' },
  asset: { ...PAGE, vin: 'acts' },
  test: everything('acts'),
} as const satisfies Readonly<Record<string, Row>>;

export type ScanPlace = keyof typeof TABLE;

/** What a scan of this kind does in this context. */
export function scanCell(context: ScanContext, kind: ScanKind): ScanCell {
  return TABLE[scanPlace(context)][kind];
}

/** The kinds that have an effect here. */
export function acceptedScans(context: ScanContext): readonly ScanKind[] {
  return SCAN_KINDS.filter((kind) => scanCell(context, kind) === 'acts');
}

/** The row of the table that a context stands for. */
export function scanPlace({ screen, sheetOpen, awaiting }: ScanContext): ScanPlace {
  switch (screen) {
    case 'sign-in':
      return 'empty-seat';
    case 'locked':
      return 'locked-seat';
    case 'test':
      return 'test';
    case 'carton':
      return 'carton';
    case 'asset':
      return 'asset';
    case 'dialog':
      return awaiting === 'anything' ? 'question' : `question-for-${awaiting}`;
    case 'home':
    case 'customers':
    case 'other':
      return sheetOpen ? 'page-over-sheet' : 'page';
    case 'bench':
    case 'sheet':
      return sheetOpen ? sheetPlace(awaiting) : 'bench';
    default:
      return assertNever(screen);
  }
}

function sheetPlace(awaiting: ScanContext['awaiting']): ScanPlace {
  return awaiting === 'anything' ? 'sheet' : `sheet-for-${awaiting}`;
}

function everything<Cell extends ScanCell>(cell: Cell): Readonly<Record<ScanKind, Cell>> {
  return {
    unit: cell,
    vin: cell,
    job: cell,
    badge: cell,
    report: cell,
    customer: cell,
    control: cell,
    back: cell,
    closing: cell,
    other: cell,
  };
}
