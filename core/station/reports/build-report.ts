import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { signatureBox } from '../../domain/bench/drawn-signature.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { threeWayAgreement } from '../../domain/pairing/three-way.ts';
import type { JobReport, ReportSignature } from '../../domain/reports/job-report.ts';
import { epochMs, toIsoTime } from '../../kernel/iso-time.ts';
import type { Texts } from '../../texts/create-texts.ts';
import type { StationContext } from '../station-context.ts';
import { configurationPart, missingKeysRemark, overrideRemarks } from './configuration-part.ts';
import { firmwarePart } from './firmware-part.ts';
import { followUpRemark } from './follow-up.ts';
import { inspectionPart } from './inspection-part.ts';
import { ownershipPart } from './ownership-part.ts';
import { pairingPart } from './pairing-part.ts';
import { printable, printableOrNull, printableRemark } from './printable.ts';
import { restorePart } from './restore-part.ts';

/** Everything the printed proof says, gathered from one sheet and said in the reader's language (REP-2). */
export interface ReportSource {
  readonly context: ReportWorld;
  readonly session: BenchSession;
  readonly texts: Texts;
}

/** What of the station a report is made from. */
export type ReportWorld = Pick<
  StationContext,
  'identity' | 'store' | 'roster' | 'unitTypes' | 'checklists' | 'clock' | 'sync'
>;

/** Always a whole report, whatever state the sheet is in and whatever odd things unit and people said. */
export function buildReport(source: ReportSource): JobReport {
  const { context, session, texts } = source;
  const { signOff } = session;
  const asset = assetOf(source);
  return {
    version: 1,
    reportNumber: signOff.kind === 'signed' ? signOff.reportNumber : texts.t('report-part.draft'),
    job: {
      kind: session.job?.kind ?? 'installation',
      number: session.job === undefined ? null : jobName(session.job.number),
    },
    workshop: printable(
      context.store.organization(context.identity.organizationId)?.name ?? context.identity.organizationId,
    ),
    customer: printable(session.customerName),
    bench: printable(`${context.identity.name}, ${context.identity.place}`),
    startedAt: session.startedAt,
    endedAt: signOff.kind === 'signed' ? signOff.at : session.changedAt,
    timeZone: texts.timeZone,
    result: resultOf(session),
    vehicle: vehicleOf(session, asset),
    unit: unitPart(source),
    ownership: ownershipPart(source),
    restore: restorePart(source),
    firmware: firmwarePart(source),
    configuration: configurationPart(source),
    inspection: inspectionPart(source),
    pairing: pairingPart(source),
    firstMessage: session.pairing.kind === 'paired' ? (session.pairing.heard ?? null) : null,
    remarks: [...overrideRemarks(source), ...missingKeysRemark(source), ...followUpRemark(source)],
    signatures: signaturesOf(source),
    audit: auditOf(source),
    recordedOffline: recordedOffline(source),
    printedAt: context.clock.now(),
    reprintOf: reprintOf(source),
  };
}

function assetOf({ context, session }: ReportSource): Asset | null {
  const { pairing } = session;
  return pairing.kind === 'paired' || pairing.kind === 'requested' ? context.store.asset(pairing.assetId) : null;
}

function resultOf({ signOff }: BenchSession): JobReport['result'] {
  if (signOff.kind !== 'signed') {
    return { kind: 'open' };
  }
  const { result, remarks } = signOff;
  return result === 'failed'
    ? { kind: 'failed', reason: printableRemark(remarks ?? '') }
    : { kind: 'succeeded', comment: remarks === null || remarks === '' ? null : printableRemark(remarks) };
}

function vehicleOf({ vin, pairing }: BenchSession, asset: Asset | null): JobReport['vehicle'] {
  const assetVin = asset?.vin ?? (pairing.kind === 'paired' ? pairing.assetVin : null);
  if (vin.scanned === null && vin.fromUnit === null && asset === null && assetVin === null) {
    return null;
  }
  const agreement = threeWayAgreement({ scanned: vin.scanned, fromUnit: vin.fromUnit, asset: assetVin });
  return {
    plate: printableOrNull(asset?.plate ?? null),
    category: asset?.category ?? null,
    vin: printableOrNull(assetVin ?? vin.scanned ?? vin.fromUnit),
    threeWay: {
      scanned: printableOrNull(vin.scanned),
      ...(vin.scannedFrom === undefined ? {} : { scannedFrom: vin.scannedFrom }),
      unit: printableOrNull(vin.fromUnit),
      asset: printableOrNull(assetVin),
      // What is missing contradicts nothing: the report names the sources that there are.
      agree: agreement === 'all-agree' || agreement === 'incomplete',
    },
  };
}

function unitPart({ context, session }: ReportSource): JobReport['unit'] {
  const { identity, unit, label, configuration } = session;
  return {
    type: printable(unit === null ? '' : entryOf(context.unitTypes, unit.unitType).label),
    serial: printable(label.serial),
    firmware: printableOrNull(identity.kind === 'agrees' ? identity.firmware : null),
    minimumFirmware: printableOrNull(configuration.kind === 'not-read' ? null : configuration.minimumFirmware),
    iccid: printableOrNull(identity.kind === 'agrees' ? identity.iccid : null),
  };
}

function signaturesOf({ context, session }: ReportSource): ReportSignature[] {
  const { signOff } = session;
  if (signOff.kind !== 'signed') {
    return [];
  }
  const signer = context.roster.person(signOff.personId);
  const role = signer?.roles.includes('supervisor') === true ? 'supervisor' : 'technician';
  const { at, signatureSvgPath, customerSignature } = signOff;
  const own: ReportSignature = {
    name: printable(signOff.by),
    role,
    method: 'pin',
    at,
    drawing: drawn(signatureSvgPath),
  };
  if (customerSignature === undefined) {
    return [own];
  }
  const { name, path } = customerSignature;
  return [own, { name: printable(name), role: 'customer', method: 'drawn', at, drawing: drawn(path) }];
}

/** Whoever takes the paper along right after signing has the original. */
const originalForMs = 15 * 60_000;

function reprintOf({ context, session }: ReportSource): JobReport['reprintOf'] {
  const { signOff } = session;
  const isReprint = signOff.kind === 'signed' && epochMs(context.clock.now()) - epochMs(signOff.at) > originalForMs;
  return isReprint ? { signedAt: signOff.at } : null;
}

function drawn(path: string | null): ReportSignature['drawing'] {
  return path === null ? null : { path, ...signatureBox };
}

function auditOf({ context, session }: ReportSource): JobReport['audit'] {
  const { signOff } = session;
  const [first] = context.store.auditEntries({ sessionId: session.id, limit: 1 });
  const end =
    signOff.kind === 'signed' ? { size: signOff.auditSize, head: signOff.auditHead } : context.store.auditHead();
  return {
    head: end.head,
    firstSequence: first?.seq ?? 1,
    lastSequence: Math.max(end.size, first?.seq ?? 1),
    station: printable(context.identity.name),
    verifyUrl: `https://fitbay.example.com/report/${signOff.kind === 'signed' ? signOff.reportNumber : session.id}`,
  };
}

/** An answer later than this was not waited for at the bench: the record was made without the centre and sent afterwards. */
const promptAnswerMs = 60_000;

/** Whether the sheet was recorded without contact to the centre, and since when all of it is there. Moments count by the centre's clock. */
function recordedOffline({ context, session }: ReportSource): JobReport['recordedOffline'] {
  const { state, clockOffsetMs } = context.sync.status();
  const records = context.store.operations(500).filter(({ operation }) => operation.sessionId === session.id);
  const isWaiting = records.some(({ verdict }) => verdict === null);
  const hasContact = state === 'online' || state === 'sending';
  const answers = records.flatMap(({ operation, verdict }) =>
    verdict === null ? [] : [{ madeAt: operation.occurredAt, decidedAt: verdict.decidedAt }],
  );
  const wasLate = answers.some(
    ({ madeAt, decidedAt }) => epochMs(decidedAt) - epochMs(madeAt) - (clockOffsetMs ?? 0) > promptAnswerMs,
  );
  if (!wasLate && (!isWaiting || hasContact)) {
    return null;
  }
  const last = Math.max(0, ...answers.map(({ decidedAt }) => epochMs(decidedAt)));
  const at = session.signOff.kind === 'signed' ? session.signOff.at : session.changedAt;
  return { at, sentAt: isWaiting ? null : toIsoTime(last) };
}
