import type { StepView } from '../bench/bench-session.ts';
import type { Job, JobStep } from './job.ts';

const stepOfLine: Readonly<Partial<Record<StepView['step'], JobStep>>> = {
  owner: 'owner',
  configure: 'configure',
  inspect: 'inspect',
  pair: 'pair',
};

/** An inspection that ended with a warning was made; one that could not be made was not, and is left out with a reason. */
const doneStates: ReadonlySet<string> = new Set(['pass', 'warn']);

/** Steps of a job that the lines of a sheet have done: what waits for the centre, or is only not needed here, is not done yet (X4). */
export function jobStepsDone(lines: readonly StepView[]): ReadonlySet<JobStep> {
  return new Set(
    lines.flatMap(({ step, mark, state }) => {
      const done = step === 'inspect' ? doneStates.has(state) : mark === 'ok';
      return done ? (stepOfLine[step] ?? []) : [];
    }),
  );
}

/** Steps that sheets of units have done; they are open again when the unit is exchanged. */
export function stepsOfSheets({ steps, run }: Job): readonly JobStep[] {
  return steps.filter((step) => {
    const progress = run?.steps[step];
    return progress?.kind === 'done' && progress.sessionId !== null;
  });
}
