import { oc } from '@orpc/contract';
import { z } from 'zod';
import { right, role } from '../../domain/access/roles.ts';
import { stepUpAct } from '../../domain/access/step-up-act.ts';
import { organizationId, personId } from '../../kernel/entity-ids.ts';

/** Who sits at the bench (STA-1). One person at a time; the station keeps it, so a reload of the page stays signed in. */
export const seatView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({
    kind: z.literal('signed-in'),
    personId,
    displayName: z.string(),
    givenName: z.string(),
    roles: z.array(role),
    rights: z.array(right),
    organization: z.strictObject({ id: organizationId, name: z.string(), isServicePartner: z.boolean() }),
    /** Customer chosen for the bench, null on the home page. */
    customer: z.strictObject({ id: organizationId, name: z.string() }).nullable(),
    locked: z.boolean(),
  }),
]);
export type SeatView = z.infer<typeof seatView>;

/** Same answer for an unknown person and a wrong PIN. `waitMs`: no further try before that. */
const wrongPin = z.strictObject({
  kind: z.literal('wrong-pin'),
  triesLeft: z.number().int(),
  waitMs: z.number().int(),
});
const waitForPin = z.strictObject({ kind: z.literal('wait'), waitMs: z.number().int() });
/** Ten wrong PINs in a row; a supervisor or the cloud unlocks. */
const lockedOut = z.strictObject({ kind: z.literal('locked-out') });

export const signInResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signed-in'), seat: seatView }),
  wrongPin,
  waitForPin,
  lockedOut,
]);
export type SignInResult = z.infer<typeof signInResult>;

export const stepUpResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('proved') }),
  wrongPin,
  waitForPin,
  lockedOut,
  /** The second person is the first, or may not do this themselves. */
  z.strictObject({ kind: z.literal('not-allowed') }),
]);
export type StepUpResult = z.infer<typeof stepUpResult>;

export const personTile = z.strictObject({
  id: personId,
  displayName: z.string(),
  roles: z.array(role),
  lockedOut: z.boolean(),
  /** Only on a demo station, where PINs are no secret. */
  demoPin: z.string().optional(),
});
export type PersonTile = z.infer<typeof personTile>;

export const accessContract = {
  /** People who may sign in here, for the tiles. Needs no sign-in. */
  people: oc.output(z.array(personTile)),
  /** The seat as it is. Needs no sign-in. */
  seat: oc.output(seatView),
  /** Checks the PIN (the try is counted on disk before the check) and takes the seat; a person already there is switched. */
  signIn: oc.input(z.strictObject({ personId, pin: z.string().max(32) })).output(signInResult),
  /**
   * Gives a PIN right before an act that asks for it (`station-step-ups.ts`). The person at the seat, or a second one by `personId`. The proof
   * stays in the station and lets the next call of that act pass.
   */
  stepUp: oc
    .input(z.strictObject({ act: stepUpAct, pin: z.string().max(32), personId: personId.optional() }))
    .output(stepUpResult),
  signOut: oc.output(seatView),
  /** Hides the work until the PIN is given again; running cable work goes on. */
  lock: oc.output(seatView),
};
