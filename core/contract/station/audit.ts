import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { auditSeal } from '../../domain/audit/audit-bundle.ts';
import { storedAuditEntry } from '../../domain/audit/audit-entry.ts';
import { chainVerification } from '../../domain/audit/chain-verification.ts';
import { organizationAuditRow } from '../../domain/audit/organization-audit-row.ts';
import { proofState } from '../../domain/audit/proof-state.ts';
import { trailEntry } from '../../domain/audit/read-trail-entry.ts';
import { trailFilter } from '../../domain/audit/trail-filter.ts';
import { personId, sessionId } from '../../kernel/entity-ids.ts';
import { reason } from '../../kernel/reason.ts';

const seq = z.number().int().positive();
const noSuchEntry = z.strictObject({ kind: z.literal('no-such-entry') });

/** What a part of the trail holds of what was asked for. */
export const trailPage = z.strictObject({
  /** Newest first. */
  entries: z.array(trailEntry),
  /** Where the search stands: what lies beyond was not looked at yet. Null: it came to the end. */
  searchedTo: seq.nullable(),
  /** How many entries the trail has, whatever was asked for. */
  size: z.number().int().nonnegative(),
});
export type TrailPage = z.infer<typeof trailPage>;

/** One sign of a running check, and its finding as the last one. */
export const verifyEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('checking'), checked: z.number().int(), of: z.number().int() }),
  z.strictObject({ kind: z.literal('found'), finding: chainVerification }),
]);
export type VerifyEvent = z.infer<typeof verifyEvent>;

const cloudRows = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), rows: z.array(organizationAuditRow) }),
  z.strictObject({ kind: z.literal('unreachable') }),
  z.strictObject({ kind: z.literal('no-such-sheet') }),
]);

export const auditContract = {
  /** Entries of this station, newest first; of one sheet where `sessionId` is given, oldest first. */
  entries: oc
    .input(
      z.strictObject({
        sessionId: sessionId.optional(),
        beforeSeq: z.number().int().optional(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.array(trailEntry)),
  /**
   * A page of what a filter wants, from an entry on (REP-1). Looks at the trail part by part and answers after a moment also where it has not
   * found enough yet, with where it stands; asking again from there goes on.
   */
  search: oc
    .input(
      z.strictObject({
        filter: trailFilter,
        /** First entry looked at, going to older ones, or with `newer` to newer ones. Left out: the newest. */
        from: seq.optional(),
        newer: z.literal(true).optional(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(trailPage),
  /** Everybody whom the trail names as having done something. */
  people: oc.output(z.array(z.strictObject({ personId, name: z.string() }))),
  /** One entry, and how far it can be proved without asking anybody. */
  entry: oc
    .input(z.strictObject({ seq }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('entry'), entry: trailEntry, proof: proofState }),
        noSuchEntry,
      ]),
    ),
  /** Asks the centre to prove one entry in the organization's tree, and checks the proof here (REP-1). Needs a connection. */
  prove: oc.input(z.strictObject({ seq })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('proven'),
        leaf: z.number().int(),
        leaves: z.number().int(),
        /** The signed head, as a note that other tools read too. */
        checkpoint: z.string(),
      }),
      z.strictObject({ kind: z.literal('not-in-log') }),
      /** What came does not prove it, or was signed by another key than the one known. */
      z.strictObject({ kind: z.literal('doubtful') }),
      z.strictObject({ kind: z.literal('unreachable') }),
      noSuchEntry,
    ]),
  ),
  /** What both organizations hold of the transfer that an entry is about (OWN-13); needs a connection. */
  otherSide: oc.input(z.strictObject({ seq })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('sides'),
        transferId: z.string(),
        rows: z.array(organizationAuditRow),
        /** Each side carries the other's content hash: both tell the same. */
        agree: z.enum(['yes', 'no', 'one-side']),
      }),
      z.strictObject({ kind: z.literal('no-transfer') }),
      z.strictObject({ kind: z.literal('unreachable') }),
      noSuchEntry,
    ]),
  ),
  /** Recomputes the whole chain of this station (REP-1), with the head of a printed report where one is given (P21). */
  verify: oc
    .input(
      z
        .strictObject({
          knownHead: z
            .string()
            .regex(/^[0-9a-f]{12,64}$/)
            .optional(),
        })
        .optional(),
    )
    .output(chainVerification),
  /** The same, and tells how far it is. */
  watchVerify: oc.output(eventIterator(verifyEvent)),
  /**
   * Begins an export: writes down who took it and as what, and answers with the signed end of the trail including that. The entries up to there are
   * read by `stored`, or for a table by `search`. Asks for the PIN (`station-step-ups.ts`).
   */
  export: oc.input(z.strictObject({ form: z.enum(['bundle', 'table']) }).optional()).output(auditSeal),
  /** Entries as they were hashed and what stands beside them, in order. */
  stored: oc
    .input(z.strictObject({ fromSeq: seq, limit: z.number().int().min(1).max(500) }))
    .output(z.array(storedAuditEntry)),
  /** What the cloud holds for the two organizations of a sheet (OWN-13); needs a connection. */
  atCloud: oc.input(z.strictObject({ sessionId })).output(cloudRows),
  /**
   * Erases what the trail says of a person, here and at the centre, or what one entry says of people (docs/decisions/0023). Two persons agree, with a
   * reason; that it was done is an entry itself. The chain stays whole.
   */
  erase: oc
    .input(
      z.strictObject({
        scope: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('person'), personId }),
          z.strictObject({ kind: z.literal('entry'), seq }),
        ]),
        reason,
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('erased'),
          fields: z.number().int(),
          entries: z.number().int(),
          /** Entries from before names could be erased, which go on naming the person. */
          unerasable: z.number().int(),
        }),
        z.strictObject({ kind: z.literal('nothing-to-erase'), unerasable: z.number().int() }),
      ]),
    ),
};
