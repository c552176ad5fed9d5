import { oc } from '@orpc/contract';
import { z } from 'zod';
import { pinChange } from '../../domain/access/pin-change.ts';
import { right, role } from '../../domain/access/roles.ts';
import { stepUpAct } from '../../domain/access/step-up-act.ts';
import { organizationId, personId } from '../../kernel/entity-ids.ts';

/** Who sits at the bench (STA-1). One person at a time; the station keeps it, so a reload of the page stays signed in. */
export const seatView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('empty'),
    /** Why somebody is not there any more, where they did not go by themselves. */
    why: z.enum(['session-ended', 'revoked', 'not-believed']).optional(),
  }),
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
    /** How long the list of people has been without a word of the cloud; see `domain/access/roster.ts`. */
    roster: z.enum(['fresh', 'aged', 'expired']),
    /** Whether a supervisor's rights are in force: they end with a lock and rest without contact. */
    supervising: z.enum(['on', 'off', 'never']),
    /** The bench locks when nobody touches it for so long. */
    locksAfterMs: z.number().int().positive(),
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

/** How the list of people stands (`domain/access/roster.ts`). */
export const rosterView = z.strictObject({
  standing: z.enum(['fresh', 'aged', 'expired']),
  /** `not-believed`: what is stored is not what the cloud signed; `none`: the cloud was never heard. */
  trouble: z.enum(['not-believed', 'none']).nullable(),
  /** Since the cloud last confirmed it, in milliseconds. */
  ageMs: z.number().nonnegative(),
});
export type RosterView = z.infer<typeof rosterView>;

/** What runs on a bay, without saying whose unit it is: for a locked bench. */
export const bayWork = z.strictObject({
  bay: z.number().int().positive(),
  /** Text key `cable.doing.<activity>`. */
  activity: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  safeToUnplug: z.boolean(),
  /** Who started it; null for the command line. */
  by: z.string().nullable(),
});

export const shiftPolicy = z.strictObject({
  idleLockMinutes: z.number().int().min(1).max(15),
  stepUpGraceSeconds: z.number().int().min(0).max(120),
});

export const changePinResult = z.discriminatedUnion('kind', [
  ...pinChange.options,
  waitForPin,
  /** A new PIN is given by the cloud; without it the old one stays. */
  z.strictObject({ kind: z.literal('no-contact') }),
]);
export type ChangePinResult = z.infer<typeof changePinResult>;

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
  /** How fresh the list of people is. Needs no sign-in. */
  standing: oc.output(rosterView),
  /** What runs on the cables while the bench is locked or empty. Names no unit and no customer. Needs no sign-in. */
  work: oc.output(z.array(bayWork)),
  /** Somebody is at work on the page; keeps the bench from locking. */
  touch: oc.output(z.strictObject({ kind: z.literal('touched') })),
  /** Puts a supervisor's rights in force again that ended with a lock. Asks for the PIN (`station-step-ups.ts`). */
  raise: oc.output(seatView),
  /** Lets somebody else try their PIN again after ten wrong ones. Asks for the unlocking person's own PIN. */
  unlock: oc.input(z.strictObject({ personId })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('unlocked') }),
      /** Nobody vouches for themselves. */
      z.strictObject({ kind: z.literal('oneself') }),
      z.strictObject({ kind: z.literal('not-locked') }),
    ]),
  ),
  /** A new PIN for the old one, for whoever sits there. Needs a connection: the cloud gives PINs. */
  changePin: oc
    .input(z.strictObject({ oldPin: z.string().max(32), newPin: z.string().max(32) }))
    .output(changePinResult),
  policy: oc.output(shiftPolicy),
  setPolicy: oc.input(shiftPolicy).output(shiftPolicy),
  signOut: oc.output(seatView),
  /** Hides the work until the PIN is given again; running cable work goes on. */
  lock: oc.output(seatView),
};
