// Made-up cartons for the tests of their rules. Every call gives the same thing, with what is asked changed.
import { cartonId } from '../../../kernel/entity-ids.ts';
import { judgeUnit } from '../../ownership/judge-unit.ts';
import { now, question, unit } from '../../ownership/testing/sample-question.ts';
import type { UnitFacts } from '../../ownership/unit-facts.ts';
import type { UnitQuestion } from '../../ownership/unit-question.ts';
import type { Verdict } from '../../ownership/verdict.ts';
import { type CartonRow, cartonRow } from '../carton.ts';

/** The verdict on a unit of the acting partner, with the facts and the question changed. */
export function verdictOn(facts: Partial<UnitFacts> = {}, rest: Partial<UnitQuestion> = {}): Verdict {
  const subject = unit(facts);
  return judgeUnit(question({ serial: subject.serial, candidates: [subject], ...rest }));
}

/** A row as it was scanned, ready to transfer unless `changes` says otherwise. */
export function row(changes: Partial<CartonRow> = {}): CartonRow {
  const verdict = changes.verdict ?? verdictOn();
  const serial = verdict.kind === 'choose-type' ? verdict.serial : verdict.unit.slice(verdict.unit.indexOf(':') + 1);
  return {
    ...cartonRow.parse({
      cartonId: cartonId.parse('carton-1'),
      number: 1,
      revision: 1,
      label: { text: serial, serial, warnings: [] },
      unitType: null,
      verdict,
      removed: false,
      addedAt: now,
      addedBy: 'M. Kaya',
      transfer: { kind: 'open' },
    }),
    ...changes,
  };
}
