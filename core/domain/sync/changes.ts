import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { signedRoster } from '../access/roster.ts';
import { knownConfiguration } from '../installation/known-configuration.ts';
import { profileSecret } from '../installation/profile-secret.ts';
import { profileTemplate } from '../installation/profile-template.ts';
import { organization } from '../organizations/organization.ts';
import { trustRelationship } from '../organizations/trust.ts';
import { transferReversal } from '../ownership/transfer-reversal.ts';
import { unitFacts } from '../ownership/unit-facts.ts';
import { asset } from '../pairing/asset.ts';
import { pairingStatus } from '../pairing/pairing-state.ts';

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
  z.strictObject({
    kind: z.literal('removed'),
    of: z.enum([
      ...(['organization', 'trust', 'unit', 'asset', 'profile', 'pairing', 'reversal'] as const),
      ...(['secret', 'known-configuration'] as const),
    ]),
    key: z.string(),
  }),
]);
export type FeedRow = z.infer<typeof feedRow>;

export const changesPage = z.strictObject({
  rows: z.array(feedRow),
  /** Opaque; store it together with the rows, in one transaction. */
  cursor: z.string(),
  more: z.boolean(),
  /** When the cloud put the page together: the station's facts are as of this. */
  asOf: isoTime,
  /** Who may sign in at this station, on the last page of a pull. */
  roster: signedRoster.optional(),
});
export type ChangesPage = z.infer<typeof changesPage>;
