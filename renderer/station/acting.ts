import { create } from 'zustand';
import type { StationClient } from './connection.ts';
import { useStation } from './station-provider.tsx';

/** Why an act did not come about: `not-allowed` by the person's roles, `failed` for a broken wire or a fault that the station logged. */
export type ActFailure = 'not-allowed' | 'failed';

/** The newest failure of an act that has no place of its own to say so; the frame shows it until the next act. */
export const useActFailure = create<{ readonly failure: ActFailure | null; readonly turn: number }>()(() => ({
  failure: null,
  turn: 0,
}));

/** Performs acts of buttons and keys: nothing that fails goes by in silence. Answers null where it failed. */
export function useActing(): <Answer>(act: (client: StationClient) => Promise<Answer>) => Promise<Answer | null> {
  const station = useStation();
  return async (act) => {
    try {
      const answer = await act(station);
      useActFailure.setState({ failure: null });
      return answer;
    } catch (error: unknown) {
      useActFailure.setState(({ turn }) => ({ failure: failureOf(error), turn: turn + 1 }));
      return null;
    }
  };
}

/** Reads the code that the contract's host put on the error; anything else is a failure without a name. */
export function failureOf(error: unknown): ActFailure {
  return error instanceof Error && 'code' in error && error.code === 'NOT_ALLOWED' ? 'not-allowed' : 'failed';
}
