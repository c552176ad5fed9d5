import { z } from 'zod';

// What the station of the kill test tells its parent, one line each. Everything but `begun` is an acknowledgement: the contract had
// answered when it was printed, so it must be true for ever.

const act = z.enum([
  'sign-in',
  'choose-customer',
  'scan',
  'identify',
  'transfer',
  'compare',
  'write',
  'measure',
  'answer',
  'vin',
  'pair',
  'sign',
  'save-report',
  'sync',
]);
export type Act = z.infer<typeof act>;

const heldOperation = z.strictObject({ operationId: z.string(), kind: z.string(), accepted: z.boolean() });

const foundSheet = z.strictObject({
  sessionId: z.string(),
  revision: z.number().int(),
  configuration: z.string(),
  /** Why writing did not end well, where it did not. */
  why: z.string().nullable(),
  /** Where the sheet tells the technician to go on. */
  step: z.string().nullable(),
});

export const acknowledgement = z.discriminatedUnion('kind', [
  /** An act was begun; only for the statistics of where the kill fell. */
  z.strictObject({ kind: z.literal('begun'), act }),
  /** What a station found right after its start, before anybody did anything. */
  z.strictObject({
    kind: z.literal('found'),
    audit: z.string(),
    openSheets: z.array(foundSheet),
  }),
  /** An act was answered. */
  z.strictObject({
    kind: z.literal('done'),
    act,
    audit: z.strictObject({ seq: z.number().int(), head: z.string() }),
    sheet: z
      .strictObject({
        sessionId: z.string(),
        serial: z.string(),
        revision: z.number().int(),
        reportNumber: z.string().nullable(),
        operations: z.array(heldOperation),
      })
      .nullable(),
    /** The report that was saved. */
    file: z.string().nullable(),
  }),
  /** The station was asked to write to a unit that must be read first. */
  z.strictObject({ kind: z.literal('write-unread'), answer: z.string() }),
]);
export type Acknowledgement = z.infer<typeof acknowledgement>;
export type DoneAct = Extract<Acknowledgement, { kind: 'done' }>;
export type FoundAtStart = Extract<Acknowledgement, { kind: 'found' }>;
