import { z } from 'zod';
import { organizationId, personId, stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { captureDocument } from '../capture/capture-document.ts';

/**
 * A request to the service desk (REP-4): made and reviewed by a person, kept by the station, sent to the centre, numbered there. What the person
 * left out is null. Secrets were taken out before it was made.
 */
export const supportRequestId = z.string().min(8).max(64);
export type SupportRequestId = z.infer<typeof supportRequestId>;

/** What the person may write at most. */
export const longestWords = 4_000;

/** What was looked at, as a check of `doctor` says it. */
export const supportCheck = z.strictObject({
  name: z.string(),
  state: z.enum(['ok', 'warn', 'bad']),
  detail: z.string(),
  fix: z.string().nullable(),
});

export const supportUnit = z.strictObject({
  serial: z.string(),
  unitType: z.string().nullable(),
  typeLabel: z.string().nullable(),
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  customer: z.string(),
  sessionId: z.string(),
});

/** What the person saw: the code, and the words that stood on the page. */
export const supportMessage = z.strictObject({ code: z.string().max(80).nullable(), text: z.string().max(2_000) });
export type SupportMessage = z.infer<typeof supportMessage>;

/** The parts that a person may leave out. Who asks, where, and with which version always goes along. */
export const supportPart = z.enum(['unit', 'message', 'diagnostics', 'log', 'capture']);
export type SupportPart = z.infer<typeof supportPart>;

export const supportParts = z.strictObject({
  unit: supportUnit.nullable(),
  message: supportMessage.nullable(),
  diagnostics: z.array(supportCheck).nullable(),
  /** Newest lines of the station's log, oldest first, each one JSON document. */
  log: z.array(z.string()).nullable(),
  capture: captureDocument.nullable(),
});
export type SupportParts = z.infer<typeof supportParts>;

export const supportRequest = z.strictObject({
  version: z.literal(1),
  id: supportRequestId,
  createdAt: isoTime,
  by: z.strictObject({ personId: personId.nullable(), name: z.string(), roles: z.array(z.string()) }),
  station: z.strictObject({ id: stationId, generation: z.number().int(), name: z.string(), place: z.string() }),
  organization: z.strictObject({ id: organizationId, name: z.string() }),
  /** Of Fitbay, and how the page is shown. */
  program: z.strictObject({ version: z.string(), host: z.string(), locale: z.enum(['en', 'de']) }),
  /** The person's own words; may be empty. */
  words: z.string().max(longestWords),
  ...supportParts.shape,
});
export type SupportRequest = z.infer<typeof supportRequest>;

/** The centre's answer. `key-used`: another request came under this id; nothing was stored. */
export const supportAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('taken'), number: z.string(), takenAt: isoTime }),
  z.strictObject({ kind: z.literal('key-used') }),
]);
export type SupportAnswer = z.infer<typeof supportAnswer>;

/** How a kept request stands. `refused`: the centre will never take it as it is; it can still be saved as a file. */
export const supportStanding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({ kind: z.literal('sent'), number: z.string(), at: isoTime }),
  z.strictObject({ kind: z.literal('refused'), why: z.enum(['key-used', 'too-large', 'malformed']), at: isoTime }),
]);
export type SupportStanding = z.infer<typeof supportStanding>;

/** What a list says of a request, without what makes it large. */
export const supportHeading = z.strictObject({
  id: supportRequestId,
  createdAt: isoTime,
  by: z.string(),
  unit: supportUnit.nullable(),
  message: supportMessage.nullable(),
  words: z.string(),
  /** The parts that went along. */
  parts: z.array(supportPart),
});
export type SupportHeading = z.infer<typeof supportHeading>;

export function headingOf(request: SupportRequest): SupportHeading {
  const { id, createdAt, by, unit, message, words } = request;
  const parts = supportPart.options.filter((part) => request[part] !== null);
  return { id, createdAt, by: by.name, unit, message, words, parts };
}
