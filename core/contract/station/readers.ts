import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keyboardReader, portReader, wedgeHabits } from '../../domain/scanning/reader.ts';

/** A reader on a serial port as it stands now. `ready`: what it scans arrives. `gone`: why not; it is tried again all the time. */
export const readerStanding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connecting') }),
  z.strictObject({ kind: z.literal('ready'), port: z.string() }),
  z.strictObject({
    kind: z.literal('gone'),
    /** Text key `readers.gone.<reason>` with the next step. */
    reason: z.enum(['not-found', 'busy', 'no-rights', 'not-a-port', 'failed']),
    detail: z.string(),
  }),
]);
export type ReaderStanding = z.infer<typeof readerStanding>;

export const readerView = z.discriminatedUnion('kind', [
  keyboardReader,
  portReader.extend({ standing: readerStanding }),
]);
export type ReaderView = z.infer<typeof readerView>;

/** A serial port that a reader may be at. */
export const readerPort = z.strictObject({
  port: z.string(),
  usb: z.string().nullable(),
  manufacturer: z.string().nullable(),
  /** The bay that has it now, and would lose it. */
  bay: z.number().int().positive().nullable(),
});
export type ReaderPort = z.infer<typeof readerPort>;

/** What a person says of a reader. Without `id` it is a new one. */
const readerDraft = z.discriminatedUnion('kind', [
  keyboardReader.extend({ id: z.string().nullable() }),
  portReader.omit({ usb: true }).extend({ id: z.string().nullable() }),
]);
export type ReaderDraft = z.infer<typeof readerDraft>;

const noSuchReader = z.strictObject({ kind: z.literal('no-such-reader') });

export const readersContract = {
  /** How this station's keyboard readers type, for the page's guard. Open to all: badges are scanned before anybody is signed in. */
  habits: oc.output(z.array(wedgeHabits)),
  list: oc.output(z.array(readerView)),
  /** Serial ports that could be a reader's, those of other readers left out. */
  ports: oc.output(z.array(readerPort)),
  /** Makes a reader known or changes it; a reader on a port is connected at once and its port is no bay any more. */
  save: oc.input(readerDraft).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('saved'), id: z.string() }),
      /** Another reader has this port. */
      z.strictObject({ kind: z.literal('port-taken'), by: z.string() }),
      /** A unit on this port is being worked on. */
      z.strictObject({ kind: z.literal('bay-at-work'), bay: z.number().int().positive() }),
      noSuchReader,
    ]),
  ),
  remove: oc
    .input(z.strictObject({ id: z.string() }))
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('removed') }), noSuchReader])),
  /** The control barcodes of the bench on one sheet of paper, as PDF in base64 (ux rule 8). */
  controlSheet: oc.input(z.strictObject({ paper: z.enum(['A4', 'Letter']), locale: z.enum(['en', 'de']) })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('sheet'),
        pdfBase64: z.string(),
        pages: z.number().int(),
        fileName: z.string(),
      }),
      z.strictObject({ kind: z.literal('failed'), why: z.string() }),
    ]),
  ),
};
