import { oc } from '@orpc/contract';
import { z } from 'zod';
import { benchSession, standingPairing, stepView } from '../../domain/bench/bench-session.ts';
import { customerSignature, signaturePath } from '../../domain/bench/drawn-signature.ts';
import { organizationId, profileId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { longestRemarks, reason } from '../../kernel/reason.ts';
import { linkProblem } from './cable.ts';
import { configurationView } from './configuration.ts';
import { issueView, pairingCandidate } from './pairing.ts';

/** Whether the transfer of a sheet can be undone, and how a request to do so stands (decisions.md d12). */
export const undoView = z.strictObject({
  /** Codes of all that stands against asking; empty when somebody may ask. */
  obstacles: z.array(z.string()),
  askBefore: isoTime,
  request: z
    .strictObject({
      reversalId: z.string(),
      /** `not-sent` and `not-taken` are said of the station's own request, the others by the cloud. */
      state: z.enum(['not-sent', 'not-taken', 'open', 'approved', 'declined']),
      reason: z.string(),
      by: z.string(),
      at: isoTime,
      decidedBy: z.string().nullable(),
      decidedAt: isoTime.nullable(),
      /** What the second person wrote, or the code with which the cloud refused. */
      answer: z.string().nullable(),
    })
    .nullable(),
});
export type UndoView = z.infer<typeof undoView>;

/** A work sheet as the page draws it: the session, its lines, and what the rules say about signing. */
export const sheet = z.strictObject({
  session: benchSession,
  unitTypeLabel: z.string().nullable(),
  unitTypeClass: z.enum(['FULL', 'TRANSFER_ONLY', 'NONE']).nullable(),
  vendorTool: z.string().nullable(),
  steps: z.array(stepView),
  /** Text keys `bench.missing.<what>` of all that keeps the sheet from being signed; empty when it can be. */
  missing: z.array(z.string()),
  /** Whether facts are older than the work done since, e.g. a transfer that is not acknowledged. */
  provisional: z.boolean(),
  /** Null where no transfer of this sheet was done. */
  undo: undoView.nullable(),
});
export type Sheet = z.infer<typeof sheet>;

export const sheetRow = z.strictObject({
  sessionId,
  unit: z.string(),
  unitTypeLabel: z.string().nullable(),
  customerName: z.string(),
  state: z.enum(['open', 'signed', 'abandoned']),
  step: z.string(),
  mark: z.enum(['ok', 'warn', 'stop', 'work', 'wait', 'idle']),
  bay: z.number().int().nullable(),
  reportNumber: z.string().nullable(),
  changedAt: isoTime,
  changedBy: z.string(),
});
export type SheetRow = z.infer<typeof sheetRow>;

/** Why the bench machine did not do it; `reason` is a text key `bench.refused.<reason>`. Shared by all acts on a sheet. */
export const sheetRefusal = z.strictObject({
  kind: z.literal('refused'),
  reason: z.string(),
  detail: z.record(z.string(), z.string()),
});
export const sheetUpdated = z.strictObject({ kind: z.literal('updated'), sheet });
const noSheet = z.strictObject({ kind: z.literal('no-such-sheet') });
const sheetResult = z.discriminatedUnion('kind', [sheetUpdated, sheetRefusal, noSheet]);
export type SheetResult = z.infer<typeof sheetResult>;

export const transferResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transferred'), sheet, transferId: z.string() }),
  z.strictObject({ kind: z.literal('already'), sheet, transferId: z.string() }),
  /** Saved on this station and queued; the cloud has not answered (OWN-11). */
  z.strictObject({ kind: z.literal('provisional'), sheet, transferId: z.string() }),
  /** The cloud said no: code, and for a lost race who won and when (OWN-10). */
  z.strictObject({
    kind: z.literal('not-transferred'),
    sheet,
    code: z.string(),
    winner: z.string().nullable(),
    at: isoTime.nullable(),
  }),
  /** What was confirmed is not what the sheet says any more; show it again. */
  z.strictObject({ kind: z.literal('confirm-again'), sheet }),
  sheetRefusal,
  noSheet,
]);
export type TransferResult = z.infer<typeof transferResult>;

export const pairingView = z.strictObject({
  scanned: z.string().nullable(),
  scannedFrom: z.enum(['plate', 'vehicle-bus']),
  fromUnit: z.string().nullable(),
  /** When the unit was asked last; null while nobody did on this sheet. */
  unitAskedAt: isoTime.nullable(),
  /** Assets of the customer that fit, best first. */
  candidates: z.array(pairingCandidate),
  /** How many more assets there are; `pairing.findAssets` finds them. */
  others: z.number().int().nonnegative(),
  /** What auto pairing will say when the unit transmits (decisions.md d5). `not-read`: nobody asked the unit yet. */
  prediction: z.enum(['AutoPair', 'InvalidData', 'NotFound', 'MultipleMatchFound', 'occupied', 'not-read', 'off']),
  /** The three ways side by side: whether scanned, unit and asset VIN agree. */
  agreement: z.enum(['all-agree', 'partly', 'differ', 'incomplete']),
  /** With what the unit is paired at the centre, as far as this station knows, whoever did it. */
  standing: standingPairing.nullable(),
  /** What the centre found when it tried last; null where nothing is left to settle (PAIR-5). */
  issue: issueView.nullable(),
  /** Whether the unit on the cable keeps a VIN that can be written. */
  canWriteVin: z.boolean(),
});
export type PairingView = z.infer<typeof pairingView>;

const inSession = z.strictObject({ sessionId });

export const benchContract = {
  /** Open sheets first, then the newest closed ones. */
  sheets: oc.input(z.strictObject({ limit: z.number().int().min(1).max(100) })).output(z.array(sheetRow)),
  sheet: oc
    .input(inSession)
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('sheet'), sheet }), noSheet])),
  /** Says which of several units with this serial it is (OWN-5). */
  chooseType: oc.input(inSession.extend({ unitType: z.string() })).output(sheetResult),
  /** Asks the cloud again for the verdict. */
  recheck: oc.input(inSession).output(sheetResult),
  /** Records that a person looked and goes on with a serial whose check digit is wrong and that nobody can confirm (SCAN-3). */
  confirmCheckDigit: oc.input(inSession).output(sheetResult),
  /** Transfers what was confirmed: both organizations and the owner epoch as shown (OWN-3, OWN-10). Needs the PIN again only where policy says so. */
  transfer: oc
    .input(
      inSession.extend({
        fromId: organizationId,
        toId: organizationId,
        expectedEpoch: z.number().int().nonnegative(),
        unpairFirst: z.boolean(),
      }),
    )
    .output(transferResult),
  /** Takes a VIN that was typed or scanned for this sheet. */
  setVin: oc
    .input(inSession.extend({ vin: z.string().max(40) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('taken'), sheet, warnings: z.array(z.string()) }),
        z.strictObject({ kind: z.literal('bad-vin'), codes: z.array(z.string()) }),
        sheetRefusal,
        noSheet,
      ]),
    ),
  pairing: oc
    .input(inSession)
    .output(
      z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('pairing'), pairing: pairingView }), noSheet]),
    ),
  /** Pairs by hand with an asset of the customer (PAIR-1). */
  pair: oc.input(inSession.extend({ assetId: z.string() })).output(sheetResult),
  /** Leaves pairing to the unit's own first message (PAIR-2); the sheet then waits for the cloud's outcome. */
  awaitAutomaticPairing: oc.input(inSession).output(sheetResult),
  /** The unit is paired with the right asset already: the sheet takes that over. */
  keepPairing: oc.input(inSession).output(sheetResult),
  /** Ends the pairing that stands (PAIR-1); until the cloud answers it does stand. */
  unpair: oc.input(inSession).output(sheetResult),
  /** Asks the unit on the cable which VIN it tells, for the prediction (decisions.md d5). */
  readUnitVin: oc
    .input(inSession)
    .output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /**
   * Writes the VIN of the vehicle into the unit, as a value of its own like every other: compared, journalled, read back (INST-3). Refused with
   * `more-to-write` where more than the VIN differs; then the difference is looked at first. Afterwards the unit is asked what it tells.
   */
  writeUnitVin: oc
    .input(inSession.extend({ vin: z.string().max(40) }))
    .output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /** Goes on without pairing, with a reason that stands on the report. */
  leaveUnpaired: oc.input(inSession.extend({ why: reason })).output(sheetResult),
  /** Closes a sheet that will not be finished. Nothing done so far is undone; it is said so in the audit. */
  abandon: oc.input(inSession.extend({ why: reason })).output(sheetResult),
  /**
   * Goes on with a sheet that somebody else began (STA-1): from now on it is the caller's, and the trail says so. Not while work of the other
   * still runs on its cable.
   */
  takeOver: oc.input(inSession).output(sheetResult),
  /** Signs inspection and sheet with the technician's PIN (INSP-4) and freezes it. */
  sign: oc
    .input(
      inSession.extend({
        pin: z.string().max(32),
        result: z.enum(['succeeded', 'failed']),
        /** Required when failed. */
        remarks: z.string().max(longestRemarks).nullable(),
        /** What the technician drew besides the PIN, if anything. */
        signatureSvgPath: signaturePath.nullable(),
        /** Of whoever took the work over (REP-2); left out where nobody did. */
        customerSignature: customerSignature.optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('signed'), sheet, reportNumber: z.string() }),
        z.strictObject({ kind: z.literal('not-ready'), missing: z.array(z.string()) }),
        z.strictObject({ kind: z.literal('wrong-pin'), triesLeft: z.number().int(), waitMs: z.number().int() }),
        z.strictObject({ kind: z.literal('locked-out') }),
        sheetRefusal,
        noSheet,
      ]),
    ),
  /** The job report as PDF, base64, as it is now: a draft until the sheet is signed (REP-2). */
  report: oc
    .input(inSession.extend({ paper: z.enum(['A4', 'Letter']).optional(), locale: z.enum(['en', 'de']).optional() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('report'),
          pdfBase64: z.string(),
          pages: z.number().int(),
          fileName: z.string(),
          draft: z.boolean(),
        }),
        z.strictObject({ kind: z.literal('failed'), why: z.string() }),
        noSheet,
      ]),
    ),
  /** Writes the PDF of a signed sheet into the station's report folder and says where. */
  saveReport: oc
    .input(inSession)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('saved'), path: z.string() }),
        z.strictObject({ kind: z.literal('failed'), why: z.string() }),
        noSheet,
      ]),
    ),
  /** Connects the sheet to a bay and compares the unit's own identity with the scan (INST-1). */
  identify: oc.input(inSession.extend({ bay: z.number().int().positive() })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('agrees'), sheet }),
      /** Everything stops: the unit on the cable is another one (IDENTITY_MISMATCH). */
      z.strictObject({ kind: z.literal('wrong-unit'), sheet, scanned: z.string(), read: z.string().nullable() }),
      linkProblem,
      sheetRefusal,
      noSheet,
    ]),
  ),
  /** Reads the configuration, keeps a backup, and compares with the profile (INST-3). */
  compareConfiguration: oc
    .input(inSession)
    .output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /** Writes the difference, reads back and verifies. Progress comes through `station.watch`. */
  writeConfiguration: oc
    .input(inSession)
    .output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /** Goes on with a write that was cut off: looks who is on the cable, reads, and writes what is still missing (INST-3). */
  goOn: oc.input(inSession).output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /** Every value with its source, what the unit holds, what it was last proved to hold, and who may change what (INST-3, INST-4). */
  configuration: oc
    .input(inSession)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('configuration'), view: configurationView }),
        noSheet,
      ]),
    ),
  /** Another of the profiles that are offered for this unit. */
  chooseProfile: oc.input(inSession.extend({ profileId })).output(sheetResult),
  /** A value for this one unit where nobody prescribes any, such as the VIN of its vehicle. */
  giveValue: oc.input(inSession.extend({ key: z.string().max(80), value: z.string().max(500) })).output(sheetResult),
  /** Another value than the prescribed one, with the reason that stands in the trail and on the report (ORG-5). Refused where the customer does not allow it. */
  overrideValue: oc
    .input(
      inSession.extend({
        key: z.string().max(80),
        value: z.string().max(500),
        reason,
      }),
    )
    .output(sheetResult),
  /** Back to what is prescribed, or to nothing. */
  takeBackValue: oc.input(inSession.extend({ key: z.string().max(80) })).output(sheetResult),
  /** Measures the automatic checks; may be repeated, every run is kept. Samples come through `station.watch`. */
  measure: oc.input(inSession).output(z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet])),
  /** Answers a manual check. */
  answerCheck: oc
    .input(
      inSession.extend({
        checkId: z.string(),
        result: z.enum(['pass', 'warn', 'fail', 'not-possible']),
        note: z.string().max(500).nullable(),
      }),
    )
    .output(sheetResult),
};
