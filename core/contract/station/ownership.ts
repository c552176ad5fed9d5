import { oc } from '@orpc/contract';
import { z } from 'zod';
import { unitTypeMatrix } from '../../domain/ownership/unit-type-matrix.ts';
import { verdict } from '../../domain/ownership/verdict.ts';
import { organizationId } from '../../kernel/entity-ids.ts';

export const ownershipContract = {
  /** The verdict (OWN-1) without opening a sheet. `unit` is `type:serial` or a serial. Live where the cloud answers in time, else from the mirror. */
  verdict: oc
    .input(
      z.strictObject({
        unit: z.string(),
        customerId: organizationId,
        partnerId: organizationId.optional(),
        mirrorOnly: z.boolean().optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        ...verdict.options,
        z.strictObject({ kind: z.literal('bad-unit'), code: z.string() }),
        z.strictObject({ kind: z.literal('unknown-customer') }),
      ]),
    ),
  /** Transfers, or queues while offline, without a sheet (command line). */
  transfer: oc
    .input(z.strictObject({ unit: z.string(), toId: organizationId, unpairFirst: z.boolean().optional() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('transferred'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('already'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('provisional'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('refused'), transferId: z.string().nullable(), code: z.string() }),
      ]),
    ),
  unitTypes: oc.output(unitTypeMatrix),
};
