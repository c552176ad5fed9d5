import { oc } from '@orpc/contract';
import { z } from 'zod';
import { pairingStatus } from '../../domain/pairing/pairing-state.ts';
import { unitHistoryLine } from '../../domain/units/unit-history.ts';
import { unitRow } from '../../domain/units/unit-row.ts';
import { organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { centreTrouble } from './partners.ts';

/** A work sheet of this station about the unit. */
export const unitSheet = z.strictObject({
  sessionId,
  state: z.enum(['open', 'signed', 'abandoned']),
  customerName: z.string(),
  startedAt: isoTime,
  startedBy: z.string(),
  reportNumber: z.string().nullable(),
});
export type UnitSheet = z.infer<typeof unitSheet>;

export const openedUnit = z.strictObject({
  row: unitRow,
  ownerName: z.string(),
  pairing: pairingStatus.nullable(),
  /** Newest first. */
  sheets: z.array(unitSheet),
  /** Newest first. */
  history: z.array(unitHistoryLine),
  /** Whose word `history` is: the centre's of this moment, or, with why, only what this station wrote down itself. */
  historyFrom: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('centre') }),
    z.strictObject({ kind: z.literal('station'), why: centreTrouble }),
  ]),
});
export type OpenedUnit = z.infer<typeof openedUnit>;

/**
 * The units of an organization (UNIT-1): of our own, or of a customer whose trust is active. Answered from the station's copy, so it works
 * without a connection; `asOf` is its age.
 */
export const unitsContract = {
  /** Every unit of the organization, in no order. */
  list: oc.input(z.strictObject({ organizationId })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('units'),
        organizationName: z.string(),
        rows: z.array(unitRow),
        asOf: isoTime.nullable(),
      }),
      z.strictObject({ kind: z.literal('not-yours') }),
    ]),
  ),
  /** One unit, `type:serial`, with all that happened to it. */
  open: oc
    .input(z.strictObject({ unit: z.string().max(60) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('unit'), unit: openedUnit }),
        z.strictObject({ kind: z.literal('not-found') }),
      ]),
    ),
};
