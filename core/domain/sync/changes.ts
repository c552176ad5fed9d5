import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { signedRoster } from '../access/roster.ts';
import { erasure } from '../audit/erasure.ts';
import { knownConfiguration } from '../installation/known-configuration.ts';
import { profileSecret } from '../installation/profile-secret.ts';
import { profileTemplate } from '../installation/profile-template.ts';
import { job } from '../jobs/job.ts';
import { jobTemplate } from '../jobs/job-exchange.ts';
import { organization } from '../organizations/organization.ts';
import { trustRelationship } from '../organizations/trust.ts';
import { transferReversal } from '../ownership/transfer-reversal.ts';
import { unitFacts } from '../ownership/unit-facts.ts';
import { asset } from '../pairing/asset.ts';
import { pairingStatus } from '../pairing/pairing-state.ts';
import { signedScope } from './scope-lease.ts';

/** One row of the change feed. A row replaces what the station holds under the same kind and key; `removed` takes it away. */
export const feedRow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organization'), value: organization }),
  z.strictObject({ kind: z.literal('trust'), value: trustRelationship }),
  z.strictObject({ kind: z.literal('unit'), value: unitFacts }),
  z.strictObject({ kind: z.literal('asset'), value: asset }),
  z.strictObject({ kind: z.literal('profile'), value: profileTemplate }),
  z.strictObject({ kind: z.literal('secret'), value: profileSecret }),
  z.strictObject({ kind: z.literal('known-configuration'), value: knownConfiguration }),
  z.strictObject({ kind: z.literal('pairing'), value: pairingStatus }),
  z.strictObject({ kind: z.literal('reversal'), value: transferReversal }),
  z.strictObject({ kind: z.literal('job'), key: z.string(), value: job }),
  z.strictObject({ kind: z.literal('job-template'), key: z.string(), value: jobTemplate }),
  /** Carried out by whoever hears it, and not mirrored. */
  z.strictObject({ kind: z.literal('erasure'), value: erasure }),
  z.strictObject({
    kind: z.literal('removed'),
    of: z.enum([
      ...(['organization', 'trust', 'unit', 'asset', 'profile', 'pairing', 'reversal'] as const),
      ...(['secret', 'known-configuration', 'job', 'job-template'] as const),
    ]),
    key: z.string(),
  }),
]);
export type FeedRow = z.infer<typeof feedRow>;

/**
 * A row that this version does not understand: of a kind that came later, or of a known kind in a later shape. It is kept as it came and
 * read again by the next version (reliability.md §2.4). Kinds that come later carry their `key` beside the kind.
 */
export const unreadRow = z.looseObject({ kind: z.string() });
export type UnreadRow = z.infer<typeof unreadRow>;

/** A page as it travels. What a later cloud adds to it is passed over, never a reason to stop pulling. */
export const changesAnswer = z.object({
  rows: z.array(z.union([feedRow, unreadRow])),
  /** Opaque; store it together with the rows, in one transaction. */
  cursor: z.string(),
  more: z.boolean(),
  /** When the cloud put the page together: the station's facts are as of this. */
  asOf: isoTime,
  /** Who may sign in at this station, on the last page of a pull. */
  roster: signedRoster.optional(),
  /** Whose things this station may keep and until when, on the last page of a pull. */
  scope: signedScope.optional(),
});
export type ChangesAnswer = z.infer<typeof changesAnswer>;

/** A page as the station takes it. */
export interface ChangesPage extends Omit<ChangesAnswer, 'rows'> {
  readonly rows: readonly FeedRow[];
  /** Rows that only a later version understands. */
  readonly unread?: readonly UnreadRow[];
}
