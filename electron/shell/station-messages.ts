import { z } from 'zod';

/**
 * What the shell and the station process say to each other over `process.parentPort`. Both sides parse what they receive.
 * Only the life of the process is in here; everything a person does goes through the port that `connect` carries.
 */

/** Shell → station. */
export const shellMessage = z.discriminatedUnion('kind', [
  /** Comes with exactly one transferred port: serve the station contract on it. Sent after `ready` only. */
  z.strictObject({ kind: z.literal('connect') }),
  /** May the program end now? Answered by `quit-answer` with the same id. */
  z.strictObject({ kind: z.literal('may-quit'), requestId: z.int() }),
  /** Finish what is being written, close the store and exit with status 0. */
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ShellMessage = z.infer<typeof shellMessage>;

/** What stands against ending: nothing; work on a cable, which must not be cut; or records that wait for the cloud, which may wait. */
export const quitAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('cable-busy'), bays: z.array(z.int()) }),
  z.strictObject({ kind: z.literal('unsent'), count: z.int() }),
]);
export type QuitAnswer = z.infer<typeof quitAnswer>;

/** Station → shell. */
export const stationMessage = z.discriminatedUnion('kind', [
  /** The store is open; `connect` may come from now on. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('quit-answer'), requestId: z.int(), answer: quitAnswer }),
  /** Starting again would not help (data folder in use, store damaged). `message` is one sentence for the person. */
  z.strictObject({ kind: z.literal('cannot-start'), message: z.string() }),
]);
export type StationMessage = z.infer<typeof stationMessage>;
