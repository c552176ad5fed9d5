import type { Sheet } from '#core/contract/station/bench.ts';
import type { StepName, StepView } from '#core/domain/bench/bench-session.ts';

/** What every panel of a sheet gets: the sheet as it is now, and the way to another step. */
export interface PanelProps {
  readonly sheet: Sheet;
  readonly onOpen: (step: StepName) => void;
}

/** The line of one step; a sheet always has all six. */
export function stepOf(sheet: Sheet, name: StepName): StepView {
  const step = sheet.steps.find((one) => one.step === name);
  if (step === undefined) {
    throw new Error(`the sheet has a line for ${name}`);
  }
  return step;
}
