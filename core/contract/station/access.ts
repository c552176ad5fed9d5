import { oc } from '@orpc/contract';
import { z } from 'zod';
import { right, role } from '../../domain/access/roles.ts';
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

export const signInResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signed-in'), seat: seatView }),
  /** Same answer for an unknown person and a wrong PIN. `waitMs`: no further try before that. */
  z.strictObject({ kind: z.literal('wrong-pin'), triesLeft: z.number().int(), waitMs: z.number().int() }),
  z.strictObject({ kind: z.literal('wait'), waitMs: z.number().int() }),
  /** Ten wrong PINs in a row; a supervisor or the cloud unlocks. */
  z.strictObject({ kind: z.literal('locked-out') }),
]);
export type SignInResult = z.infer<typeof signInResult>;

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
  signOut: oc.output(seatView),
  /** Hides the work until the PIN is given again; running cable work goes on. */
  lock: oc.output(seatView),
};
