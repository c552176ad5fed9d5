import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
import { importCode, jobCode } from '../../domain/codes.ts';
import { importTargets } from '../../domain/jobs/import/import-columns.ts';
import { jobKind } from '../../domain/jobs/job-fields.ts';
import { jobTemplateId, organizationId } from '../../kernel/entity-ids.ts';
import { centreTrouble } from './partners.ts';

/** The largest file that is looked at, in bytes: far more than 1,000 rows need, little enough to hold at once. */
export const importFileLimit = 8 * 1_024 * 1_024;
/** The most columns that a file may have; ten times what is understood. */
export const mostImportColumns = 200;

/** Of so many unknown partners it can be said who they are; a file with more of them has another column there. */
export const mostMeantPartners = 50;
const longestPartnerName = 200;

const importColumn = z.strictObject({
  /** As it stands in the file, shortened where it is very long. */
  heading: z.string(),
  target: z.enum(importTargets).nullable(),
  how: z.enum(['exact', 'likely', 'chosen', 'none']),
});

/** A file and how it is to be read; the preview and the import are asked with the same. */
export const importWish = z.strictObject({
  fileName: z.string().min(1).max(200),
  bytesBase64: z.string().max(Math.ceil(importFileLimit / 3) * 4),
  /** What the person chose for each column, in the file's order; null leaves it to what the headings say. */
  columns: z.array(z.enum(importTargets).nullable()).max(mostImportColumns).nullable(),
  /** Of rows that do not say it. */
  kind: jobKind,
  templateId: jobTemplateId.nullable(),
  preferTemplate: z.boolean(),
  /** For rows that name no partner; null leaves them pending. */
  partnerId: organizationId.nullable(),
  /** Whom the person means by what stands in the partner's column and is no Partner ID; null leaves these rows pending. */
  meantPartners: z
    .array(z.strictObject({ named: z.string().min(1).max(longestPartnerName), partnerId: organizationId.nullable() }))
    .max(mostMeantPartners)
    .optional(),
});
export type ImportWish = z.infer<typeof importWish>;

export const importFault = z.strictObject({
  line: z.number().int().positive(),
  column: z.number().int().positive().nullable(),
  name: z.string().nullable(),
  code: importCode,
  found: z.string(),
});

/** `TABLE_COLUMNS`: more columns than `mostImportColumns`. The words stand under `jobs-import.unreadable.<code>`. */
export const unreadableCode = z.enum([
  'TABLE_EMPTY',
  'TABLE_BINARY',
  'TABLE_TOO_LARGE',
  'TABLE_QUOTES',
  'TABLE_COLUMNS',
]);
const unreadable = z.strictObject({
  kind: z.literal('unreadable'),
  code: unreadableCode,
  line: z.number().int().positive().nullable(),
});
export type UnreadableImport = z.infer<typeof unreadable>;
/** The template that was chosen is not here any more. */
const noTemplate = z.strictObject({ kind: z.literal('no-template') });
const tooMany = z.strictObject({ kind: z.literal('too-many'), rows: z.number().int(), most: z.number().int() });
const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });

const tableEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type TableEncoding = z.infer<typeof tableEncoding>;
const tableDelimiter = z.enum([',', ';', '\t']);
export type TableDelimiter = z.infer<typeof tableDelimiter>;

export const importPreview = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('preview'),
    encoding: tableEncoding,
    delimiter: tableDelimiter,
    columns: z.array(importColumn),
    /** The first rows as they stand in the file, long cells shortened, for looking at beside the columns. */
    sample: z.array(z.array(z.string())),
    rows: z.number().int(),
    /** Rows that would become jobs, and how many of these are assigned at once. */
    good: z.number().int(),
    assigned: z.number().int(),
    /** Whether any row names a partner: then nobody else is chosen for the others (c1). */
    namesPartners: z.boolean(),
    /** What is named as a partner and is no Partner ID that a job may go to, the most frequent first; see `meantPartners`. */
    unknownPartners: z
      .array(z.strictObject({ named: z.string().max(longestPartnerName), rows: z.number().int().positive() }))
      .max(mostMeantPartners),
    faults: z.array(importFault),
    /** What somebody should look at in rows that are good; it holds nothing up. */
    doubts: z.array(importFault),
  }),
  unreadable,
  tooMany,
  noTemplate,
]);
export type ImportPreviewView = z.infer<typeof importPreview>;

export const importCommit = importWish.extend({ requestId: requestNumber, expectedGood: z.number().int().positive() });
export type ImportCommit = z.infer<typeof importCommit>;

/** `refused`: nothing is imported; `line` is that of the row that stands against it, null where none in particular does. */
export const importResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('imported'),
    jobs: z.number().int(),
    assigned: z.number().int(),
    sha256: z.string(),
    /** Of the new jobs, which have numbers in one run; null where the centre has them and they are not here yet. */
    numbers: z.strictObject({ first: z.number().int(), last: z.number().int() }).nullable(),
    /** Which kinds are among them. */
    kinds: z.array(jobKind),
  }),
  z.strictObject({ kind: z.literal('changed') }),
  z.strictObject({ kind: z.literal('refused'), code: jobCode, line: z.number().int().nullable() }),
  unreadable,
  tooMany,
  noTemplate,
  unanswered,
]);
export type ImportResult = z.infer<typeof importResult>;

/**
 * Jobs from a file (JOB-4). What is imported is judged again from the same bytes, as nothing is kept between the calls but the last import that
 * got no answer. All good rows become jobs in one transaction of the centre, or none does.
 */
export const jobImportContract = {
  preview: oc.input(importWish).output(importPreview),
  /**
   * `expectedGood`: how many the person saw; where the file reads otherwise now, nothing is imported (`changed`). Where no answer came
   * (`not-answered`), the same wish under the same number asks for exactly the same again, and it is done once.
   */
  commit: oc.input(importCommit).output(importResult),
  /** The rows that were not good, as CSV with their headings, their line and a column that says why; formulas neutralized. */
  rejected: oc
    .input(importWish.extend({ locale: z.enum(['en', 'de']) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), fileName: z.string(), text: z.string() }),
        unreadable,
        tooMany,
        noTemplate,
      ]),
    ),
  /** An empty table with every column that is understood, in the published order. */
  template: oc
    .input(z.strictObject({ kind: jobKind }))
    .output(z.strictObject({ fileName: z.string(), text: z.string() })),
};
