import type { ImportWish } from '../../../contract/station/job-import.ts';
import { normalizeVin } from '../../../domain/identity/vin.ts';
import type { ImportedJob } from '../../../domain/jobs/import/import-row.ts';
import {
  type ImportPreview,
  type ImportSurroundings,
  mostImportedRows,
  plateKey,
  previewImport,
} from '../../../domain/jobs/import/preview-import.ts';
import type { JobTemplate, NewJob } from '../../../domain/jobs/job-exchange.ts';
import { usualSteps } from '../../../domain/jobs/usual-steps.ts';
import type { PartnerView } from '../../../domain/organizations/partner-exchange.ts';
import type { OrganizationId } from '../../../kernel/entity-ids.ts';
import type { PartnerBook } from '../../partners/partner-book.ts';
import type { ImportContext } from './import-context.ts';
import type { ImportTable } from './read-import.ts';

/** What a table comes to: its rows judged, and the job that each good one asks for, in the same order. */
export interface JudgedImport {
  readonly kind: 'judged';
  readonly preview: Extract<ImportPreview, { kind: 'preview' }>;
  readonly jobs: readonly NewJob[];
}

export type ImportJudgement =
  | JudgedImport
  | { readonly kind: 'too-many'; readonly rows: number; readonly most: number }
  /** The template that was chosen is not here any more. */
  | { readonly kind: 'no-template' };

/**
 * Judges a table against what this station knows of its fleet (JOB-4, decisions.md c1). Partners are asked for at the centre only where the file
 * names one that was not seen before, or where `isBinding`: a preview is not to wait for a network without need.
 */
export async function judgeImport(
  context: ImportContext,
  { wish, table, partners, isBinding }: JudgedWish & { readonly partners: PartnerBook; readonly isBinding: boolean },
): Promise<ImportJudgement> {
  const seen = isBinding ? (await partners.ask()).rows : partners.seen();
  const judged = judgeWith(context, { wish, table }, seen);
  const isUnsure = judged.kind === 'judged' && judged.preview.faults.some(({ code }) => code === 'IMPORT_PARTNER');
  return isUnsure && !isBinding ? judgeWith(context, { wish, table }, (await partners.ask()).rows) : judged;
}

interface JudgedWish {
  readonly wish: ImportWish;
  readonly table: ImportTable;
}

function judgeWith(
  context: ImportContext,
  { wish, table }: JudgedWish,
  partners: readonly PartnerView[],
): ImportJudgement {
  const template = context.store.jobTemplates().find(({ id }) => id === wish.templateId) ?? null;
  if (template === null && wish.templateId !== null) {
    return { kind: 'no-template' };
  }
  const trusted = trustedPartners(partners);
  const meant = meantPartners(wish, trusted);
  const rules = {
    columns: table.columns,
    preferTemplate: wish.preferTemplate,
    template: template?.fields ?? null,
    // A template is of one kind; rows that do not say theirs are of the same.
    defaultKind: template?.kind ?? wish.kind,
  };
  const preview = previewImport(table.table.rows, rules, surroundingsOf(context, { trusted, meant }));
  return preview.kind === 'too-many'
    ? { ...preview, most: mostImportedRows }
    : {
        kind: 'judged',
        preview,
        jobs: preview.good.map((job) =>
          newJobOf(job, {
            template,
            partnerId:
              job.partnerCode === null
                ? chosenFor(wish, preview.namesPartners)
                : (trusted.get(job.partnerCode) ?? meant.get(job.partnerCode) ?? null),
          }),
        ),
      };
}

/** Nobody else is chosen for the other rows once the file names a partner itself (c1). */
function chosenFor({ partnerId }: ImportWish, namesPartners: boolean): OrganizationId | null {
  return namesPartners ? null : partnerId;
}

/** By Partner ID, upper case: those that a job may go to now. */
function trustedPartners(partners: readonly PartnerView[]): ReadonlyMap<string, OrganizationId> {
  return new Map(
    partners.flatMap(({ standing, partnerId, partnerCode }) =>
      standing === 'active' && partnerId !== null ? [[partnerCode.toUpperCase(), partnerId] as const] : [],
    ),
  );
}

/** Whom somebody means by what is no Partner ID, upper case. Who may have no job now is meant by nobody. */
function meantPartners(
  { meantPartners: meant = [] }: ImportWish,
  trusted: ReadonlyMap<string, OrganizationId>,
): ReadonlyMap<string, OrganizationId | null> {
  const able = new Set(trusted.values());
  return new Map(
    meant.flatMap(({ named, partnerId }) =>
      partnerId === null || able.has(partnerId) ? [[named.toUpperCase(), partnerId] as const] : [],
    ),
  );
}

function surroundingsOf(
  { store, identity, unitTypes }: ImportContext,
  {
    trusted,
    meant,
  }: {
    readonly trusted: ReadonlyMap<string, OrganizationId>;
    readonly meant: ReadonlyMap<string, OrganizationId | null>;
  },
): ImportSurroundings {
  const open = store.openVehiclesOf(identity.organizationId);
  return {
    partnerCodes: new Set(trusted.keys()),
    meantPartners: new Set(meant.keys()),
    unitTypes: new Set(unitTypes.map(({ unitType }) => unitType)),
    openVins: new Set(open.flatMap(({ vin }) => (vin === null ? [] : [normalizeVin(vin)]))),
    openPlates: new Set(open.flatMap(({ plate }) => (plate === null ? [] : [plateKey(plate)]))),
  };
}

function newJobOf(
  { kind, fields }: ImportedJob,
  { template, partnerId }: { readonly template: JobTemplate | null; readonly partnerId: OrganizationId | null },
): NewJob {
  const steps = template?.kind === kind ? template.steps : usualSteps(kind, fields);
  return { kind, fields, steps: [...steps], partnerId, templateId: template?.id ?? null, repeats: null };
}
