import { oc } from '@orpc/contract';
import { z } from 'zod';
import { carton, cartonRow, mostCartonRows } from '../../domain/carton/carton.ts';
import { cartonOutcomes } from '../../domain/carton/carton-outcome.ts';
import { mostUnitsForOnePerson } from '../../domain/carton/transfer-plan.ts';
import { cartonId, organizationId, profileId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { scanSource } from './scan.ts';

/** A carton with those of its rows that changed after the revision that was named. `checking`: rows whose unit the centre is asked about now. */
export const cartonView = z.strictObject({
  kind: z.literal('carton'),
  carton,
  rows: z.array(cartonRow),
  checking: z.array(z.number().int().positive()),
});
export type CartonView = z.infer<typeof cartonView>;

export const cartonSummary = z.strictObject({
  id: cartonId,
  state: z.enum(['open', 'closed']),
  customerName: z.string(),
  startedAt: isoTime,
  startedBy: z.string(),
  counts: z.record(z.enum(cartonOutcomes), z.number().int().nonnegative()),
});
export type CartonSummary = z.infer<typeof cartonSummary>;

const noCarton = z.strictObject({ kind: z.literal('no-such-carton') });
const closed = z.strictObject({ kind: z.literal('closed') });
const done = z.strictObject({ kind: z.literal('done') });
/** `reason` is a text key `carton.refused.<reason>`. */
const rowRefused = z.strictObject({ kind: z.literal('refused'), reason: z.string() });

const inCarton = z.strictObject({ cartonId });
const number = z.number().int().positive();
const numbers = z.array(number).max(mostCartonRows);

const plannedUnit = z.strictObject({
  number,
  fromId: organizationId,
  expectedEpoch: z.number().int().nonnegative(),
  unpairFirst: z.boolean(),
});

/**
 * `requested`: stored and queued, all of them in one transaction; what the centre makes of each stands in its row (OWN-10, OWN-11).
 * `confirm-again`: what was shown is not what would be done; show it again.
 */
const confirmResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('requested'), units: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('confirm-again') }),
  noCarton,
  closed,
]);
export type ConfirmCartonResult = z.infer<typeof confirmResult>;

export const addToCartonResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('added'),
    /** Numbers of the new rows, in the order of the list. */
    numbers: z.array(number),
    /** What is in the carton already: the row that it means. A row that had been taken out is back in. */
    duplicates: z.array(z.strictObject({ text: z.string(), number, restored: z.boolean() })),
    /** What is no unit, each with its code (`codes.<code>`); nothing of it is kept. */
    unreadable: z.array(z.strictObject({ text: z.string(), code: z.string() })),
  }),
  z.strictObject({ kind: z.literal('full'), most: z.number().int() }),
  noCarton,
  closed,
]);
export type AddToCartonResult = z.infer<typeof addToCartonResult>;

const reservationBreak = z.discriminatedUnion('kind', [
  done,
  rowRefused,
  z.strictObject({ kind: z.literal('no-answer') }),
  noCarton,
  closed,
]);

export const cartonContract = {
  /** The open carton for the seat's customer, so that work goes on where it was left; null where there is none. */
  current: oc.output(z.strictObject({ cartonId: cartonId.nullable() })),
  /** Open cartons first, then the newest closed ones. */
  list: oc.input(z.strictObject({ limit: z.number().int().min(1).max(50) })).output(z.array(cartonSummary)),
  /** The carton and what changed in it after revision `since`; 0 asks for everything. */
  view: oc
    .input(inCarton.extend({ since: z.number().int().nonnegative() }))
    .output(z.discriminatedUnion('kind', [cartonView, noCarton])),
  /** Profiles that a carton may name. */
  profiles: oc.output(z.array(z.strictObject({ id: profileId, name: z.string(), unitTypes: z.array(z.string()) }))),
  /**
   * Begins a carton (OWN-12). A person's is for the customer of the seat, and goes on with the one that is open; the command line names
   * its customer and always gets one of its own.
   */
  start: oc
    .input(z.strictObject({ customerId: organizationId.optional(), profileId: profileId.nullable() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('started'), cartonId, resumed: z.boolean() }),
        z.strictObject({ kind: z.literal('choose-customer-first') }),
        z.strictObject({ kind: z.literal('not-a-customer') }),
        z.strictObject({ kind: z.literal('no-such-profile') }),
      ]),
    ),
  /** What the units shall be configured with afterwards; null leaves it to each unit. */
  setProfile: oc
    .input(inCarton.extend({ profileId: profileId.nullable() }))
    .output(
      z.discriminatedUnion('kind', [done, z.strictObject({ kind: z.literal('no-such-profile') }), noCarton, closed]),
    ),
  /** Takes codes into the carton: judged at once by what the station knows, then by the centre. */
  add: oc
    .input(inCarton.extend({ texts: z.array(z.string().max(4096)).max(mostCartonRows), source: scanSource }))
    .output(addToCartonResult),
  /** Says which of several units with this serial lies in the carton (OWN-5). */
  chooseType: oc
    .input(inCarton.extend({ number, unitType: z.string() }))
    .output(z.discriminatedUnion('kind', [done, rowRefused, noCarton, closed])),
  /** Takes rows out; `restore` puts them back. What the centre was asked about stays. */
  remove: oc.input(inCarton.extend({ numbers })).output(z.discriminatedUnion('kind', [done, noCarton, closed])),
  restore: oc.input(inCarton.extend({ numbers })).output(z.discriminatedUnion('kind', [done, noCarton, closed])),
  /**
   * Asks the centre again about every row that is not transferred, and waits for it. Refused rows that are allowed now may be confirmed again.
   * `no-answer`: the centre cannot be reached; the rows stand as they were known last.
   */
  recheck: oc
    .input(inCarton)
    .output(z.discriminatedUnion('kind', [done, z.strictObject({ kind: z.literal('no-answer') }), noCarton, closed])),
  /** The one confirmed step for at most 20 units: exactly those that were shown, at the epochs that were shown. */
  confirm: oc
    .input(inCarton.extend({ units: z.array(plannedUnit).min(1).max(mostUnitsForOnePerson) }))
    .output(confirmResult),
  /** The same for any number. A second person agrees with a PIN of their own (reliability.md §5.2). */
  confirmBulk: oc
    .input(inCarton.extend({ units: z.array(plannedUnit).min(1).max(mostCartonRows) }))
    .output(confirmResult),
  /**
   * Ends the reservation that another bench has on a row's unit, and asks for it for this carton. A supervisor agrees with a PIN of their own
   * (reliability.md §3.4). `no-answer`: the centre cannot be reached, and nothing happened.
   */
  breakReservation: oc.input(inCarton.extend({ number })).output(reservationBreak),
  /** The same where the supervisor sits at the bench. */
  breakReservationAlone: oc.input(inCarton.extend({ number })).output(reservationBreak),
  /** Opens the work sheet of a row's unit, to configure it with the carton's profile. */
  openSheet: oc
    .input(inCarton.extend({ number }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('sheet-opened'), sessionId, resumed: z.boolean() }),
        rowRefused,
        noCarton,
      ]),
    ),
  /** Ends the carton. What waits for the centre is decided all the same and stands in its rows. */
  close: oc.input(inCarton).output(z.discriminatedUnion('kind', [done, noCarton, closed])),
  /** The list of the carton as PDF, base64, as it is now. */
  report: oc
    .input(inCarton.extend({ paper: z.enum(['A4', 'Letter']).optional(), locale: z.enum(['en', 'de']).optional() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('report'),
          pdfBase64: z.string(),
          pages: z.number().int(),
          fileName: z.string(),
        }),
        z.strictObject({ kind: z.literal('failed'), why: z.string() }),
        noCarton,
      ]),
    ),
};
