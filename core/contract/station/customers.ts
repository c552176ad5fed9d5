import { oc } from '@orpc/contract';
import { z } from 'zod';
import { trustStanding } from '../../domain/organizations/trust.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import { seatView } from './access.ts';

export const customerRow = z.strictObject({
  id: organizationId,
  name: z.string(),
  trust: trustStanding,
  partnerCode: z.string(),
  overrideAllowed: z.boolean(),
  unitCount: z.number().int(),
});
export type CustomerRow = z.infer<typeof customerRow>;

export const customersContract = {
  /** Customers that onboarded us, by name (ORG-7); `search` matches any part of the name, case and accents aside. Service partners only (ORG-6). */
  list: oc.input(z.strictObject({ search: z.string().max(100).optional() })).output(z.array(customerRow)),
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
