import type { Sheet } from '#core/contract/station/bench.ts';
import { isProvisional } from '#core/domain/bench/bench-permission.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { missingForSignOff } from '#core/domain/bench/missing-for-sign-off.ts';
import { stepsOf } from '#core/domain/bench/steps-of.ts';
import { matrix } from '#core/domain/ownership/testing/sample-question.ts';
import { entryOf } from '#core/domain/ownership/unit-type-matrix.ts';

/** The sheet as a station would show this session, by core's own rules. */
export function sheetOf(session: BenchSession): Sheet {
  const entry = session.unit === null ? null : entryOf(matrix, session.unit.unitType);
  return {
    session,
    unitTypeLabel: entry?.label ?? null,
    unitTypeClass: entry?.class ?? null,
    vendorTool: entry?.vendorTool ?? null,
    steps: [...stepsOf(session, entry)],
    missing: [...missingForSignOff(session)],
    provisional: isProvisional(session),
    undo: null,
  };
}
