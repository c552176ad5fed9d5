import type { AddToCartonResult } from '../../contract/station/carton.ts';
import { type Carton, type CartonRow, mostCartonRows } from '../../domain/carton/carton.ts';
import { findInCarton } from '../../domain/carton/find-in-carton.ts';
import { parseLabel } from '../../domain/scanning/parse-label.ts';
import { unitOfLabel } from '../../domain/scanning/unit-of-label.ts';
import type { CartonId } from '../../kernel/entity-ids.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, type Principal } from '../principal.ts';
import { judgeFromMirror } from '../sheets/judge-for.ts';
import type { StationContext } from '../station-context.ts';
import { mustTakeNewWork } from '../storage/must-take-new-work.ts';
import { concernedByRow, openCarton, saveCarton, unitNameOf } from './save-carton.ts';

export interface UnitsToAdd {
  readonly cartonId: CartonId;
  readonly texts: readonly string[];
}

/**
 * Takes codes into the carton in one transaction, each judged by what the station knows: the table grows while the reader is still in the
 * hand. The centre is asked right after (`carton-checker.ts`). Nothing is in the carton twice, and nothing unreadable gets in.
 */
export function addUnits(context: StationContext, principal: Principal, wish: UnitsToAdd): AddToCartonResult {
  mustTakeNewWork(context);
  const outcome = context.store.transact((write) => addIn(context, write, { ...wish, principal }));
  if (outcome.kind === 'added') {
    context.changed('cartons', 'feed', 'audit');
    context.cartonChecker.checkSoon(wish.cartonId, outcome.numbers);
  }
  return outcome;
}

interface Adding extends UnitsToAdd {
  readonly principal: Principal;
}

function addIn(context: StationContext, write: StoreWriter, adding: Adding): AddToCartonResult {
  const found = openCarton(write, adding.cartonId);
  if (found.kind !== 'open') {
    return found;
  }
  if (found.carton.lastNumber + adding.texts.length > mostCartonRows) {
    return { kind: 'full', most: mostCartonRows };
  }
  const added: CartonRow[] = [];
  const result = { numbers: [] as number[], duplicates: [] as Duplicate[], unreadable: [] as Unreadable[] };
  const restored: CartonRow[] = [];
  for (const text of adding.texts) {
    const code = readCode(text);
    if (code.kind === 'unreadable') {
      result.unreadable.push({ text, code: code.code });
      continue;
    }
    const present = findInCarton([...write.cartonRowsOfSerial(adding.cartonId, code.serial), ...added], code);
    if (present === null) {
      const number = found.carton.lastNumber + added.length + 1;
      added.push(newRow(context, write, { ...adding, carton: found.carton, number, code, text }));
      result.numbers.push(number);
      continue;
    }
    const isBack = present.removed && !restored.some(({ number }) => number === present.number);
    if (isBack) {
      restored.push({ ...present, removed: false });
    }
    result.duplicates.push({ text, number: present.number, restored: isBack });
  }
  store(context, write, { ...adding, carton: found.carton, added, restored, result });
  return { kind: 'added', ...result };
}

type Added = Extract<AddToCartonResult, { kind: 'added' }>;
type Duplicate = Added['duplicates'][number];
type Unreadable = Added['unreadable'][number];

interface ReadCode {
  readonly kind: 'unit';
  readonly serial: string;
  readonly unitType: string | null;
  readonly warnings: readonly string[];
}

function readCode(text: string): ReadCode | { readonly kind: 'unreadable'; readonly code: string } {
  const parsed = parseLabel(text);
  if (parsed.kind === 'unreadable') {
    return { kind: 'unreadable', code: parsed.code };
  }
  const unit = unitOfLabel(parsed.fields);
  return unit.kind === 'found'
    ? { kind: 'unit', serial: unit.serial, unitType: unit.unitType ?? null, warnings: parsed.warnings }
    : { kind: 'unreadable', code: 'SCAN_UNREADABLE' };
}

interface NewRow extends Adding {
  readonly carton: Carton;
  readonly number: number;
  readonly code: ReadCode;
  readonly text: string;
}

function newRow(context: StationContext, write: StoreWriter, given: NewRow): CartonRow {
  const { carton, code, number, principal, text } = given;
  const { serial, unitType, warnings } = code;
  return {
    cartonId: carton.id,
    number,
    revision: carton.revision + 1,
    label: { text: text.trim().slice(0, 200), serial, warnings: [...warnings] },
    unitType,
    verdict: judgeFromMirror(
      context,
      { serial, chosenType: unitType, customerId: carton.customerId, within: carton.id },
      { read: write },
    ),
    removed: false,
    addedAt: context.clock.now(),
    addedBy: auditActor(principal).name,
    transfer: { kind: 'open' },
  };
}

interface Gathered extends Adding {
  readonly carton: Carton;
  readonly added: readonly CartonRow[];
  readonly restored: readonly CartonRow[];
  readonly result: Omit<Added, 'kind'>;
}

function store(context: StationContext, write: StoreWriter, given: Gathered): void {
  const { carton, added, restored, principal, result } = given;
  if (added.length + restored.length > 0) {
    const parts = { lastNumber: carton.lastNumber + added.length };
    saveCarton(context, write, { carton, parts, rows: [...added, ...restored] });
  }
  for (const row of added) {
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concernedByRow(context, carton, row),
      action: 'unit.scanned',
      outcome: 'done',
      code: row.verdict.kind === 'verdict' ? row.verdict.next : 'TYPE_AMBIGUOUS',
      unit: unitNameOf(row),
      after: { text: row.label.text, carton: carton.id },
    });
  }
  noteInFeed(context, write, { ...result, first: added[0] ?? null });
}

/** One line for one scan; a list gets one line that counts (SCAN-4: nothing scanned is lost). */
function noteInFeed(
  { clock }: StationContext,
  write: StoreWriter,
  { duplicates, first, numbers, unreadable }: Omit<Added, 'kind'> & { readonly first: CartonRow | null },
): void {
  const isList = numbers.length + duplicates.length + unreadable.length > 1;
  const line = (mark: 'ok' | 'warn', key: string, detail: Readonly<Record<string, string>>) =>
    write.addFeed({ at: clock.now(), mark, key, detail, sessionId: null });
  if (isList) {
    line(duplicates.length + unreadable.length > 0 ? 'warn' : 'ok', 'carton-list-added', {
      added: String(numbers.length),
      duplicates: String(duplicates.length),
      unreadable: String(unreadable.length),
    });
  } else if (first !== null) {
    line('ok', 'carton-unit-added', { serial: first.label.serial });
  } else if (duplicates[0] !== undefined) {
    line('warn', 'carton-duplicate', { text: duplicates[0].text.slice(0, 80), number: String(duplicates[0].number) });
  }
}
