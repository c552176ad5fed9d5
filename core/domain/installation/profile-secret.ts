import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import type { SecretReference } from './profile.ts';
import { secretName } from './profile-template.ts';

/**
 * The value behind a name that profiles use (INST-7), on its way from the cloud to a station that may write it into a unit. The station keeps
 * it sealed and opens it right before the bytes go out. It is in no profile, backup, capture, report or log.
 */
export const profileSecret = z.strictObject({
  /** Null for one that comes with the platform. */
  organizationId: organizationId.nullable(),
  name: secretName,
  value: z.string().min(1).max(256),
  changedAt: isoTime,
  changedBy: z.string().max(200),
});
export type ProfileSecret = z.infer<typeof profileSecret>;

/** What may be told of a secret: that it is there, and who gave it when. */
export const knownSecret = profileSecret.omit({ value: true });
export type KnownSecret = z.infer<typeof knownSecret>;

/** Names a secret in feeds and tables: two organizations may use the same name. */
export function secretKey({ organizationId: owner, name }: SecretReference): string {
  return `${owner ?? '*'}|${name}`;
}
