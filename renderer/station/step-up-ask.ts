import { z } from 'zod';
import { create } from 'zustand';
import { right } from '#core/domain/access/roles.ts';
import { stepUpAct } from '#core/domain/access/step-up-act.ts';

/**
 * The page's answer to `STEP_UP_NEEDED` (`station-step-ups.ts`), once for all acts: the dialog asks for the PIN, and the call that was refused is
 * made again. Features that make such calls know nothing of it. Whoever closes the dialog leaves the call refused.
 */
export interface StepUpAsk {
  readonly act: z.infer<typeof stepUpAct>;
  /** The right that a second person must hold; null: whoever sits at the bench proves themselves. */
  readonly second: z.infer<typeof right> | null;
  readonly settle: (proved: boolean) => void;
}

/** The question that stands open, if one does. */
export const useStepUpAsk = create<{ readonly ask: StepUpAsk | null }>()(() => ({ ask: null }));

const refusal = z.object({
  code: z.literal('STEP_UP_NEEDED'),
  data: z.object({ act: stepUpAct, second: right.nullable() }),
});

/** Makes a call, and makes it again after the PIN where the station wants one first. */
export async function withStepUp<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await call();
    } catch (error: unknown) {
      const needed = refusal.safeParse(error);
      if (!needed.success || !(await askForProof(needed.data.data))) {
        throw error;
      }
    }
  }
}

/** Opens the question. While another one stands open, its answer is awaited and the call tried again. */
function askForProof(need: Pick<StepUpAsk, 'act' | 'second'>): Promise<boolean> {
  return new Promise((resolve) => {
    const open = useStepUpAsk.getState().ask;
    const settle = (proved: boolean) => {
      useStepUpAsk.setState({ ask: null });
      resolve(proved);
    };
    const ask = open === null ? { ...need, settle } : { ...open, settle: settleBoth(open, resolve) };
    useStepUpAsk.setState({ ask });
  });
}

function settleBoth(open: StepUpAsk, resolve: (proved: boolean) => void): StepUpAsk['settle'] {
  return (proved) => {
    open.settle(proved);
    resolve(proved);
  };
}
