import { oc } from '@orpc/contract';
import { z } from 'zod';
import { cartonOutcomes } from '../../domain/carton/carton-outcome.ts';
import { cartonId, jobId, organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

export const scanSource = z.enum(['wedge', 'serial-reader', 'camera', 'image', 'typed', 'demo-tray', 'command-line']);
export type ScanSource = z.infer<typeof scanSource>;

/** What became of a scan. Nothing scanned is lost: every one stands in the feed (SCAN-4, SCAN-5). */
export const scanResult = z.discriminatedUnion('kind', [
  /** A work sheet is open now; `resumed` when this unit had one already. */
  z.strictObject({ kind: z.literal('sheet-opened'), sessionId, resumed: z.boolean() }),
  /** A row of the seat's carton (OWN-12); `already` when the unit was in it before. `outcome`: how it stands by what the station knows. */
  z.strictObject({
    kind: z.literal('carton-row'),
    cartonId,
    number: z.number().int(),
    already: z.boolean(),
    outcome: z.enum(cartonOutcomes),
  }),
  z.strictObject({ kind: z.literal('vin-taken'), sessionId, vin: z.string(), warnings: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('person-chosen'), personId: z.string() }),
  z.strictObject({ kind: z.literal('control'), control: z.string() }),
  z.strictObject({ kind: z.literal('customer-chosen'), customerId: organizationId }),
  z.strictObject({ kind: z.literal('report-found'), sessionId }),
  /** The code of a job sheet (SCAN-4). */
  z.strictObject({ kind: z.literal('job-found'), jobId }),
  /** Understood, but not what this screen takes; kept in the feed. `reason` is a text key `scan.wrong.<reason>`. */
  z.strictObject({
    kind: z.literal('wrong-kind'),
    reason: z.string(),
    got: z.array(z.string()),
    wanted: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('duplicate') }),
  /** Read on the page where readers are tried out: nothing is done with it and nothing is kept. */
  z.strictObject({ kind: z.literal('tried') }),
  z.strictObject({ kind: z.literal('choose-customer-first') }),
  z.strictObject({ kind: z.literal('unreadable'), code: z.string(), detail: z.record(z.string(), z.string()) }),
]);
export type ScanResult = z.infer<typeof scanResult>;

/** Where the page is, so that the same code can mean different things; `ScanContext` of core/domain/scanning and the open sheet. */
export const scanContext = z.strictObject({
  screen: z.enum([
    'sign-in',
    'locked',
    'home',
    'customers',
    'bench',
    'sheet',
    'carton',
    'dialog',
    'test',
    'asset',
    'other',
  ]),
  sessionId: sessionId.nullable(),
  awaiting: z.enum(['unit', 'vin', 'anything']),
});

export const feedEntry = z.strictObject({
  id: z.string(),
  at: isoTime,
  mark: z.enum(['ok', 'warn', 'stop', 'work', 'wait', 'idle']),
  /** Text key `feed.<key>`. */
  key: z.string(),
  detail: z.record(z.string(), z.string()),
  sessionId: sessionId.nullable(),
});
export type FeedEntry = z.infer<typeof feedEntry>;

export const scanContract = {
  /** Takes one scan or typed text. `customerId` is only for the command line; the page's seat knows its customer. */
  read: oc
    .input(
      z.strictObject({
        text: z.string().max(4096),
        source: scanSource,
        context: scanContext,
        customerId: organizationId.optional(),
      }),
    )
    .output(scanResult),
  /** Keeps in the feed that a scan arrived with a hole or cut off; its rest is never read as a code. */
  broken: oc
    .input(z.strictObject({ text: z.string().max(4096), source: scanSource, context: scanContext }))
    .output(z.strictObject({ kind: z.literal('kept') })),
  /** Newest first. */
  feed: oc.input(z.strictObject({ limit: z.number().int().min(1).max(200) })).output(z.array(feedEntry)),
};
