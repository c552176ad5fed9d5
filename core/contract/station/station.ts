import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { bayView } from './cable.ts';
import { syncStatus } from './sync.ts';

export const stationInfo = z.strictObject({
  name: z.string(),
  place: z.string(),
  organizationName: z.string(),
  version: z.string(),
  demo: z.boolean(),
  /** False: the data folder has no enrolment yet, and nothing but that can be done (STA-1). */
  enrolled: z.boolean(),
  /** How the page reached us. */
  host: z.enum(['electron', 'browser', 'command-line']),
  locale: z.enum(['en', 'de']),
});
export type StationInfo = z.infer<typeof stationInfo>;

/** What changes while nobody asked. A page that lost the stream asks anew for everything it shows. */
export const stationEvent = z.discriminatedUnion('kind', [
  /** First event of every stream. */
  z.strictObject({ kind: z.literal('hello') }),
  /** Something of these topics is different now; query again. */
  z.strictObject({
    kind: z.literal('changed'),
    topics: z.array(
      z.enum([
        'seat',
        'sheets',
        'feed',
        'customers',
        'cartons',
        'sync',
        'audit',
        'bays',
        'demo',
        'readers',
        'vehicle-bus',
        'partners',
        'events',
        'profiles',
        'enrolment',
        'captures',
        'support',
        'firmware',
        'storage',
        'units',
        'jobs',
        'photos',
      ]),
    ),
    sessionId: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('sync'), status: syncStatus }),
  z.strictObject({ kind: z.literal('bay'), bay: bayView }),
  /** A reader on a serial port read this: the page takes it to `scan.read`, or where it is not whole to `scan.broken`, with its own place. */
  z.strictObject({ kind: z.literal('reader-scan'), readerId: z.string(), text: z.string(), whole: z.boolean() }),
  /** One measured value of a running inspection. */
  z.strictObject({
    kind: z.literal('sample'),
    sessionId: z.string(),
    checkId: z.string(),
    value: z.number().nullable(),
    text: z.string().nullable(),
    elapsedMs: z.number().int(),
  }),
]);
export type StationEvent = z.infer<typeof stationEvent>;

export const stationContract = {
  info: oc.output(stationInfo),
  /** Live events until the caller stops listening. */
  watch: oc.output(eventIterator(stationEvent)),
  setLocale: oc.input(z.strictObject({ locale: z.enum(['en', 'de']) })).output(stationInfo),
  /** What is missing or wrong on this machine, each with what to do (STA-5). */
  doctor: oc.output(
    z.strictObject({
      checks: z.array(
        z.strictObject({
          name: z.string(),
          state: z.enum(['ok', 'warn', 'bad']),
          detail: z.string(),
          fix: z.string().nullable(),
        }),
      ),
    }),
  ),
};
