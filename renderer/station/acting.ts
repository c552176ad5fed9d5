import { z } from 'zod';
import { create } from 'zustand';
import type { StationClient } from './connection.ts';
import { useStation } from './station-provider.tsx';

/**
 * Why an act did not come about: `not-allowed` by the person's roles, `no-contact` and `raise-first` where a right of theirs rests, `declined` where
 * the PIN for it was not given, `failed` for a broken wire or a fault that the station logged.
 */
export type ActFailure = 'not-allowed' | 'no-contact' | 'raise-first' | 'declined' | StorageFailure | 'failed';

/** The disk took nothing: `stopped` until the next start, the others for this act. */
export type StorageFailure = 'disk-full' | 'not-saved' | 'stopped';

/** The newest failure of an act that has no place of its own to say so; the frame shows it until the next act. */
export const useActFailure = create<{
  readonly failure: Exclude<ActFailure, 'declined'> | null;
  readonly turn: number;
}>()(() => ({
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
      const failure = failureOf(error);
      // Whoever closed the question for the PIN knows that nothing was done.
      useActFailure.setState(({ turn }) => ({ failure: failure === 'declined' ? null : failure, turn: turn + 1 }));
      return null;
    }
  };
}

const refusedByDisk = z.object({ data: z.object({ why: z.enum(['disk-full', 'not-saved']) }) });
const restingRight = z.object({ data: z.object({ why: z.enum(['no-contact', 'raise-first']) }) });

/** Reads the code that the contract's host put on the error; anything else is a failure without a name. */
export function failureOf(error: unknown): ActFailure {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'NOT_ALLOWED') {
    return restingRight.safeParse(error).data?.data.why ?? 'not-allowed';
  }
  if (code === 'STORAGE') {
    return refusedByDisk.safeParse(error).data?.data.why ?? 'stopped';
  }
  return code === 'STEP_UP_NEEDED' ? 'declined' : 'failed';
}
