import { ORPCError } from '@orpc/client';
import { type StepUpAct, stepUpAct } from '#core/domain/access/step-up-act.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

/** Makes a call as the page does: where the station wants a PIN first, whoever sits there gives it, and the call is made again. */
export async function withPin<Answer>(client: StationClient, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error: unknown) {
    const act = actOf(error);
    if (act === null) {
      throw error;
    }
    await givePin(client, act);
    return call();
  }
}

/** Gives the PIN of whoever sits there for one kind of act. */
export async function givePin(client: StationClient, act: StepUpAct): Promise<void> {
  const seat = await client.access.seat();
  const person = demoFleet.people.find(({ id }) => seat.kind === 'signed-in' && id === seat.personId);
  const answer = await client.access.stepUp({ act, pin: person?.pin ?? '' });
  if (answer.kind !== 'proved') {
    throw new Error(`the PIN for ${act} was not taken: ${answer.kind}`);
  }
}

function actOf(error: unknown): StepUpAct | null {
  const isAsked = error instanceof ORPCError && error.code === 'STEP_UP_NEEDED';
  return isAsked ? (stepUpAct.safeParse(error.data.act).data ?? null) : null;
}
