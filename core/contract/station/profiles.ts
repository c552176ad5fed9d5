import { oc } from '@orpc/contract';
import { z } from 'zod';
import { profileFileLimit, profileFileRefusals } from '../../domain/installation/profile-file.ts';
import { knownSecret } from '../../domain/installation/profile-secret.ts';
import { profileDraft, profileTemplate, secretName } from '../../domain/installation/profile-template.ts';
import { profileId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { centreTrouble } from './partners.ts';

/** A profile in a list. */
export const profileRow = z.strictObject({
  id: profileId,
  name: z.string(),
  version: z.number().int().positive(),
  /** Name of whoever it belongs to; null for one of the platform. */
  ownerName: z.string().nullable(),
  baseName: z.string().nullable(),
  unitTypes: z.array(z.string()),
  /** Values with all that it inherits; null where it cannot be put together. */
  values: z.number().int().nullable(),
  changedAt: isoTime,
  changedBy: z.string(),
  /** Whether it belongs to this station's organization; who may write is said by the seat's rights. */
  isOurs: z.boolean(),
  /** `waiting`: this version is saved here and the centre has not answered; units get the version before until then. */
  state: z.enum(['kept', 'waiting']),
});
export type ProfileRow = z.infer<typeof profileRow>;

/** Where a profile is used on this station. */
export const profileUse = z.strictObject({
  derived: z.array(z.strictObject({ id: profileId, name: z.string() })),
  sheets: z.array(z.strictObject({ sessionId, unit: z.string(), version: z.number().int(), isOpen: z.boolean() })),
  cartons: z.number().int(),
});
export type ProfileUse = z.infer<typeof profileUse>;

export const openedProfile = z.strictObject({
  kind: z.literal('profile'),
  row: profileRow,
  /** The newest version, on its way to the centre or not. */
  template: profileTemplate,
  /** From the profile that stands alone to this one; empty where one of them is missing. */
  levels: z.array(profileTemplate),
  use: profileUse,
  /** A version that the centre did not take; it stands among the tasks as well. */
  refused: z.strictObject({ operationId: z.string(), code: z.string().nullable(), at: isoTime }).nullable(),
});
export type OpenedProfile = z.infer<typeof openedProfile>;

/** What units of one family take, for looking at a profile without a unit. */
export const familyView = z.strictObject({
  id: z.string(),
  driver: z.string(),
  /** Beginnings of the model's name that belong to it. */
  models: z.array(z.string()),
  /** No real unit speaks like this. */
  simulated: z.boolean(),
  keys: z.record(
    z.string(),
    z.strictObject({
      write: z.boolean(),
      maxLength: z.number().int().optional(),
      minimum: z.number().int().optional(),
      maximum: z.number().int().optional(),
    }),
  ),
});
export type FamilyView = z.infer<typeof familyView>;

const noProfile = z.strictObject({ kind: z.literal('no-such-profile') });
const inProfile = z.strictObject({ id: profileId });

/** What is wrong with a draft, as `judgeProfile` says it: the page says it in the same words while it is typed. */
export const profileProblem = z.looseObject({ kind: z.string(), key: z.string().optional() });

/** Profiles: written without any unit, derived from one another, carried as files (INST-3). */
export const profilesContract = {
  list: oc.output(
    z.strictObject({
      rows: z.array(profileRow),
      /** All profiles as they are, for checking a draft while it is written. */
      templates: z.array(profileTemplate),
      /** Which secrets have a value; never the value. */
      secrets: z.array(knownSecret),
      organizationId: z.string(),
    }),
  ),
  open: oc.input(inProfile).output(z.discriminatedUnion('kind', [openedProfile, noProfile])),
  /** What units of each family take. */
  families: oc.output(z.array(familyView)),
  /**
   * A new version, or with `expectedVersion` 0 a new profile of our organization. Saved here and sent as soon as the centre is reached; the
   * centre judges it again.
   */
  save: oc
    .input(
      z.strictObject({
        /** Null for a new profile. */
        id: profileId.nullable(),
        expectedVersion: z.number().int().nonnegative(),
        draft: profileDraft,
        note: z.string().trim().max(300).nullable(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('saved'), id: profileId, version: z.number().int() }),
        z.strictObject({ kind: z.literal('invalid'), problems: z.array(profileProblem) }),
        /** Somebody saved another version meanwhile. */
        z.strictObject({ kind: z.literal('changed'), version: z.number().int(), by: z.string() }),
        z.strictObject({ kind: z.literal('not-ours') }),
        noProfile,
      ]),
    ),
  /** Gives a secret of our organization its value. Asked of the centre at once; nothing of it is kept in a queue. */
  giveSecret: oc
    .input(z.strictObject({ key: z.string().max(80), name: secretName, value: z.string().min(1).max(256) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('kept') }),
        z.strictObject({ kind: z.literal('bad-value'), problem: profileProblem }),
        z.strictObject({ kind: z.literal('refused'), code: z.string() }),
        z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble }),
      ]),
    ),
  /** Versions, newest first, as the centre has them. */
  history: oc
    .input(inProfile)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('history'), versions: z.array(profileTemplate) }),
        noProfile,
        z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble }),
      ]),
    ),
  /** The text of the file: the profile and all that it is derived from. The caller saves it. */
  exportFile: oc
    .input(inProfile)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), fileName: z.string(), text: z.string() }),
        z.strictObject({ kind: z.literal('incomplete') }),
        noProfile,
      ]),
    ),
  /** Opens a file that some station wrote, after checking it. Keeps nothing: whoever wants it saves it as a new profile. */
  readFile: oc.input(z.strictObject({ text: z.string().max(profileFileLimit) })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('profile'),
        levels: z.array(profileTemplate),
        /** `same`: this very version is here. `other-version`: the profile is, in another one. */
        here: z.enum(['same', 'other-version', 'not-here']),
      }),
      z.strictObject({
        kind: z.literal('not-taken'),
        why: z.enum(profileFileRefusals),
        keys: z.array(z.string()),
      }),
    ]),
  ),
};
