import { groupSerial, groupVin } from '../../domain/identity/group-digits.ts';
import { isSecretKey } from '../../domain/installation/key-catalogue.ts';
import { isSaidByHand, type Job, type PointProgress, type StepProgress } from '../../domain/jobs/job.ts';
import { type JobFieldName, type JobFields, jobFieldTable } from '../../domain/jobs/job-fields.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { jobWants } from '../../domain/jobs/job-wants.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { JobSheet, JobSheetGroup, JobSheetSettled } from '../../domain/reports/job-sheet.ts';
import type { Texts } from '../../texts/create-texts.ts';
import { asPaper, type PaperOutcome, type PrintWish, paperOptions, paperTexts } from '../reports/on-paper.ts';
import { printable, printableOrNull, printableRemark } from '../reports/printable.ts';
import type { StationContext } from '../station-context.ts';

/** The job as a sheet of paper (JOB-7), as it stands here now. */
export async function printJobSheet(context: StationContext, job: Job, wish: PrintWish): Promise<PaperOutcome> {
  const sheet = buildJobSheet(context, job, paperTexts(context, wish));
  return asPaper(await context.printer.jobSheet(sheet, paperOptions(wish)), `job-${sheet.number}.pdf`);
}

const groups = ['vehicle', 'unit', 'configuration'] as const;

function buildJobSheet(context: StationContext, job: Job, texts: Texts): JobSheet {
  const { clock, store } = context;
  const wants = jobWants(job);
  const technician = job.run?.technician.name ?? job.technician?.name ?? null;
  return {
    id: job.id,
    number: jobName(job.number),
    kind: job.kind,
    task: wants.task,
    fleet: printable(store.organization(job.organizationId)?.name ?? job.organizationId),
    workshop: printableOrNull(job.partner?.name ?? null),
    technician: printableOrNull(technician),
    serviceDate: wants.serviceDate,
    servicePlace: printableOrNull(wants.servicePlace),
    groups: groups.map((group) => groupOf(context, { group, kind: job.kind, wants, texts })),
    symptom: wants.symptom === null ? null : printableRemark(wants.symptom),
    instructions: wants.instructions === null ? null : printableRemark(wants.instructions),
    steps: job.steps.map((step) => ({ what: step, settled: settledBy(job.run?.steps[step]) })),
    checklist: job.fields.checklist.map((text, place) => ({
      what: printable(text),
      settled: settledBy(job.run?.points.find(({ point }) => point === place)),
    })),
    timeZone: texts.timeZone,
    printedAt: clock.now(),
  };
}

function settledBy(progress: StepProgress | PointProgress | undefined): JobSheetSettled | null {
  if (progress === undefined) {
    return null;
  }
  const { at } = progress;
  const by = printable(progress.by);
  return progress.kind === 'waived'
    ? { how: 'left-out', by, at, reason: printableRemark(progress.reason) }
    : { how: isSaidByHand(progress) ? 'by-hand' : 'done', by, at };
}

interface GroupSource {
  readonly group: JobSheetGroup['group'];
  readonly kind: Job['kind'];
  readonly wants: JobFields;
  readonly texts: Texts;
}

function groupOf(context: StationContext, { group, kind, wants, texts }: GroupSource): JobSheetGroup {
  const fields = jobFieldTable.filter((entry) => entry.group === group && entry.kinds.includes(kind));
  const lines = fields.map(({ name }) => ({
    field: name,
    text: printableOrNull(wordsOf(context, { name, wants, texts })),
  }));
  // What the fleet left open and nobody fills in by hand takes no room.
  return { group, lines: lines.filter(({ field, text }) => text !== null || writtenByHand.has(field)) };
}

const writtenByHand: ReadonlySet<JobFieldName> = new Set(['plate', 'vin', 'unitSerial', 'oldUnitSerial']);

interface FieldSource {
  readonly name: JobFieldName;
  readonly wants: JobFields;
  readonly texts: Texts;
}

function wordsOf({ store, unitTypes }: StationContext, { name, wants, texts }: FieldSource): string | null {
  const value = wants[name];
  switch (name) {
    case 'vin':
      return wants.vin === null ? null : groupVin(wants.vin);
    case 'unitSerial':
      return wants.unitSerial === null ? null : groupSerial(wants.unitSerial);
    case 'oldUnitSerial':
      return wants.oldUnitSerial === null ? null : groupSerial(wants.oldUnitSerial);
    case 'unitType':
      return wants.unitType === null ? null : entryOf(unitTypes, wants.unitType).label;
    case 'profileId':
      return store.profiles().find(({ id }) => id === wants.profileId)?.name ?? wants.profileId;
    case 'assetId': {
      const asset = wants.assetId === null ? null : store.asset(wants.assetId);
      return asset === null ? null : assetLabel(asset);
    }
    case 'values':
      return valueWords(wants, texts);
    default:
      return typeof value === 'string' ? value : null;
  }
}

function valueWords({ values }: JobFields, texts: Texts): string | null {
  const said = Object.entries(values).map(([key, text]) => {
    const named = `config-key.${key}`;
    return `${texts.has(named) ? texts.t(named) : key}: ${isSecretKey(key) ? '••••' : text}`;
  });
  return said.length === 0 ? null : said.join(' · ');
}
