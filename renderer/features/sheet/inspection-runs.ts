import type { Sheet } from '#core/contract/station/bench.ts';
import type { CheckOutcome } from '#core/domain/inspection/checklist.ts';

/** Every run of a check on this sheet, oldest first. */
export function outcomesOf({ session }: Sheet, checkId: string): readonly CheckOutcome[] {
  return session.inspection.kind === 'measured'
    ? session.inspection.checks
        .filter((outcome) => outcome.checkId === checkId)
        .sort((one, other) => one.run - other.run)
    : [];
}
