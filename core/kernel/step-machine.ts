/**
 * A session, sync run or job as data: `step` says what follows from an input, a loop outside performs the effects.
 * Time arrives as input, so a machine can be replayed to the letter.
 */
export interface StepMachine<State, Input, Effect> {
  readonly start: () => Step<State, Effect>;
  readonly step: (state: State, input: Input) => Step<State, Effect>;
}

/** What one input led to: the state from now on and what the outside is asked to do, in this order. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** Shorthand for a step without or with effects. */
export function stay<State, Effect>(state: State, ...effects: readonly Effect[]): Step<State, Effect> {
  return { state, effects };
}
