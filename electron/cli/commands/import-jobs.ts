import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import {
  type ImportPreviewView,
  type ImportResult,
  type ImportWish,
  importFileLimit,
} from '#core/contract/station/job-import.ts';
import { jobKind } from '#core/domain/jobs/job-fields.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import { jobTemplateId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from '../../host/in-process-client.ts';
import type { CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { onStation } from '../on-station.ts';
import { writeResultFile } from '../write-result-file.ts';
import { describeImport, describeRefusal } from './import-words.ts';

const importOptions = z.object({
  template: jobTemplateId.optional(),
  preferTemplate: z.boolean().default(false),
  kind: jobKind.default('installation'),
  partner: z.string().optional(),
  mapPartner: z.array(z.string().regex(/^.+=[^=]+$/)).default([]),
  rejected: z.string().optional(),
  commit: z.boolean().default(false),
});
type ImportOptions = z.infer<typeof importOptions>;

export type Previewed = Extract<ImportPreviewView, { kind: 'preview' }>;

/** `fitbay jobs import`: what a file would bring, and with `--commit` its good rows as jobs (JOB-4). */
export async function importJobs(call: CommandCall): Promise<ExitStatus> {
  const options = importOptions.safeParse(call.options);
  const [path = ''] = call.words;
  if (!options.success) {
    call.output.note('--kind is installation or maintenance; --map-partner is NAME=PARTNER-ID.');
    return exitStatus.wrongUsage;
  }
  const file = readTableFile(path);
  switch (file.kind) {
    case 'unreadable':
      call.output.note(file.detail);
      return exitStatus.wrongUsage;
    case 'too-large':
      return refuse(call, { kind: 'unreadable', code: 'TABLE_TOO_LARGE', line: null });
    case 'read':
      return onStation(call, (client) => importInto(client, { call, options: options.data, path, bytes: file.bytes }), {
        start: options.data.commit,
      });
  }
}

interface Asked {
  readonly call: CommandCall;
  readonly options: ImportOptions;
  readonly path: string;
  readonly bytes: Buffer;
}

async function importInto(client: StationClient, { call, options, path, bytes }: Asked): Promise<ExitStatus> {
  const partner = await partnerOf(client, options.partner);
  if (partner.kind === 'unknown') {
    return refusePartner(call, options.partner ?? '');
  }
  const meant = await meantPartners(client, options.mapPartner);
  if (meant.kind === 'unknown') {
    return refusePartner(call, meant.code);
  }
  const { template = null, preferTemplate, kind } = options;
  const wish: ImportWish = {
    fileName: basename(path).slice(0, 200),
    bytesBase64: bytes.toString('base64'),
    columns: null,
    kind,
    templateId: template,
    preferTemplate,
    partnerId: partner.id,
    meantPartners: meant.partners,
  };
  const preview = await client.jobImport.preview(wish);
  if (preview.kind !== 'preview') {
    return refuse(call, preview);
  }
  if (options.rejected !== undefined && !(await saveRejected(client, { call, wish, path: options.rejected }))) {
    return exitStatus.no;
  }
  if (!options.commit || preview.good === 0) {
    call.output.result(shapeOf('preview', preview), () => describeImport('preview', preview));
    return preview.good === preview.rows ? exitStatus.done : exitStatus.no;
  }
  const result = await client.jobImport.commit({ ...wish, requestId: randomUUID(), expectedGood: preview.good });
  if (result.kind !== 'imported') {
    return refuse(call, result);
  }
  const { assigned, sha256 } = result;
  const imported = { ...preview, assigned };
  call.output.result({ ...shapeOf('imported', imported), sha256 }, () => describeImport('imported', imported));
  return exitStatus.done;
}

/** The shape that scripts build on (cli.md); what it says beyond was added. */
function shapeOf(kind: 'preview' | 'imported', preview: Previewed) {
  const { rows, good, assigned, faults, doubts, encoding, delimiter, columns } = preview;
  return { kind, rows, valid: good, assigned, errors: faults, doubts, encoding, delimiter, columns };
}

type Partner = { readonly kind: 'known'; readonly id: ImportWish['partnerId'] } | { readonly kind: 'unknown' };

async function partnerOf({ partners }: StationClient, code: string | undefined): Promise<Partner> {
  if (code === undefined) {
    return { kind: 'known', id: null };
  }
  const { rows } = await partners.list();
  const found = rows.find(
    (row) => row.standing === 'active' && row.partnerCode.toUpperCase() === code.trim().toUpperCase(),
  );
  return found === undefined || found.partnerId === null ? { kind: 'unknown' } : { kind: 'known', id: found.partnerId };
}

function refusePartner(call: CommandCall, code: string): ExitStatus {
  call.output.refusal({ kind: 'unknown-partner' }, `None of your service partners has the Partner ID ${code} now.`);
  return exitStatus.no;
}

type MeantPartners =
  | { readonly kind: 'known'; readonly partners: NonNullable<ImportWish['meantPartners']> }
  | { readonly kind: 'unknown'; readonly code: string };

/** Each as `NAME=PARTNER-ID`: whom the file means by what is no Partner ID itself. */
async function meantPartners(client: StationClient, wishes: readonly string[]): Promise<MeantPartners> {
  const partners: NonNullable<ImportWish['meantPartners']> = [];
  for (const wish of wishes) {
    const place = wish.lastIndexOf('=');
    const code = wish.slice(place + 1);
    const partner = await partnerOf(client, code);
    if (partner.kind === 'unknown') {
      return { kind: 'unknown', code };
    }
    partners.push({ named: wish.slice(0, place).trim(), partnerId: partner.id });
  }
  return { kind: 'known', partners };
}

async function saveRejected(
  { jobImport }: StationClient,
  { call, wish, path }: { readonly call: CommandCall; readonly wish: ImportWish; readonly path: string },
): Promise<boolean> {
  const rejected = await jobImport.rejected({ ...wish, locale: 'en' });
  const writing =
    rejected.kind === 'file'
      ? writeResultFile(path, `\ufeff${rejected.text}`)
      : ({ kind: 'unwritable', detail: describeRefusal(rejected) } as const);
  if (writing.kind === 'unwritable') {
    call.output.refusal(writing, `The refused rows cannot be written: ${writing.detail}`);
    return false;
  }
  call.output.note(`Refused rows: ${path}`);
  return true;
}

type Refusal = Exclude<ImportPreviewView, { kind: 'preview' }> | Exclude<ImportResult, { kind: 'imported' }>;

function refuse(call: CommandCall, refusal: Refusal): ExitStatus {
  call.output.refusal(refusal, describeRefusal(refusal));
  switch (refusal.kind) {
    case 'not-answered':
    case 'changed':
      return exitStatus.tryLater;
    case 'unreadable':
    case 'too-many':
    case 'no-template':
    case 'refused':
      return exitStatus.no;
    default:
      return assertNever(refusal);
  }
}

type TableFileReading =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** A file beyond the limit is refused by its size, before it is held in memory. */
function readTableFile(path: string): TableFileReading {
  try {
    return statSync(path).size > importFileLimit ? { kind: 'too-large' } : { kind: 'read', bytes: readFileSync(path) };
  } catch (error: unknown) {
    return { kind: 'unreadable', detail: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
