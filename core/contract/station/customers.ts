import { oc } from '@orpc/contract';
import { z } from 'zod';
import { expiryNotice } from '../../domain/organizations/expiry-radar.ts';
import { trustStanding } from '../../domain/organizations/trust.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import { seatView } from './access.ts';

export const customerRow = z.strictObject({
  id: organizationId,
  name: z.string(),
  trust: trustStanding,
  /** Set where the relationship ends soon (decisions.md d11). */
  ending: expiryNotice.nullable(),
  partnerCode: z.string(),
  overrideAllowed: z.boolean(),
  unitCount: z.number().int(),
});
export type CustomerRow = z.infer<typeof customerRow>;

export const customersContract = {
  /** Customers that onboarded us, by name (ORG-7); `search` matches any part of the name, case and accents aside. Service partners only (ORG-6). */
  list: oc.input(z.strictObject({ search: z.string().max(100).optional() })).output(z.array(customerRow)),
  /** The customer for whom the bench is open; `none` at home and for our own units. */
  current: oc.output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('customer'), customer: customerRow }),
      z.strictObject({ kind: z.literal('none') }),
    ]),
  ),
  /** Opens the bench for a customer, or for our own organization where `customerId` is our own. Null goes back home. */
  choose: oc
    .input(z.strictObject({ customerId: organizationId.nullable() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('chosen'), seat: seatView }),
        z.strictObject({ kind: z.literal('not-a-customer') }),
      ]),
    ),
};
