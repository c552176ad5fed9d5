// Which configuration values there are, and what may stand in them: resources/configuration-keys.json as the profile editor, the sheet, the
// command line and the cloud read it. Units of one family may take less; that is the driver's word and not in here.
import { z } from 'zod';
import data from '#resources/configuration-keys.json' with { type: 'json' };

/** What a key is about, and so whether its value may outlive a change of owner (decisions.md d2). */
export const keyNature = z.enum([
  /** Leads to the owner's network or server: access point, addresses, what to do when they fail. */
  'owner',
  /** Opens something. Named by profiles, never held by them; never kept, never carried over (INST-7). */
  'secret',
  /** Names the vehicle that the unit was on. */
  'vehicle',
  /** How the unit works wherever it is and whoever owns it. */
  'operation',
]);
export type KeyNature = z.infer<typeof keyNature>;

const common = {
  /** Text key `config-group.<group>`. */
  group: z.enum(['network', 'server', 'reporting', 'power', 'vehicle']),
  nature: keyNature,
  /** A profile's value is only the usual one: the vehicle on the bench may have another without overriding anything. */
  perVehicle: z.boolean().default(false),
};

const keyEntry = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    maxLength: z.number().int().positive(),
    noBlanks: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    type: z.literal('integer'),
    minimum: z.number().int(),
    maximum: z.number().int(),
    /** What stands behind the number, e.g. `s`; left out for a plain number. */
    unit: z.string().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('choice'), choices: z.array(z.string().min(1)).min(2) }),
]);
export type KeyEntry = z.infer<typeof keyEntry>;

const catalogue = z
  .strictObject({ version: z.literal(1), comment: z.string(), keys: z.record(z.string().min(1), keyEntry) })
  .parse(data).keys;

/** Names of all keys, in the order in which people read them. */
export const configurationKeys: readonly string[] = Object.keys(catalogue);

/** Null for a key that is not in the catalogue. */
export function keyEntryOf(key: string): KeyEntry | null {
  return Object.hasOwn(catalogue, key) ? (catalogue[key] ?? null) : null;
}

/** A secret is named where others have a value. */
export function isSecretKey(key: string): boolean {
  return keyEntryOf(key)?.nature === 'secret';
}
