import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import { threeWayAgreement } from '../../domain/pairing/three-way.ts';
import type { JobReport, ReportSignature } from '../../domain/reports/job-report.ts';
import { epochMs } from '../../kernel/iso-time.ts';
import type { Texts } from '../../texts/create-texts.ts';
import type { StationContext } from '../station-context.ts';
import { configurationPart } from './configuration-part.ts';
import { inspectionPart } from './inspection-part.ts';

/** Everything the printed proof says, gathered from one sheet and said in the reader's language (REP-2). */
export interface ReportSource {
  readonly context: StationContext;
  readonly session: BenchSession;
  readonly texts: Texts;
}

export function buildReport(source: ReportSource): JobReport {
  const { context, session } = source;
  const { signOff } = session;
  const asset = assetOf(source);
  return {
    version: 1,
    reportNumber: signOff.kind === 'signed' ? signOff.reportNumber : source.texts.t('report-part.draft'),
    job: { kind: 'installation', number: null },
    workshop: context.store.organization(context.identity.organizationId)?.name ?? context.identity.organizationId,
    customer: session.customerName,
    bench: `${context.identity.name}, ${context.identity.place}`,
    startedAt: session.startedAt,
    endedAt: signOff.kind === 'signed' ? signOff.at : session.changedAt,
    timeZone: source.texts.timeZone,
    result: resultOf(session),
    vehicle: vehicleOf(session, asset),
    unit: unitPart(source),
    ownership: ownershipOf(session),
    configuration: configurationPart(source),
    inspection: inspectionPart(source),
    pairing: pairingOf(session),
    firstMessage: null,
    remarks: [],
    signatures: signaturesOf(source),
    audit: auditOf(source),
    recordedOffline: recordedOffline(source),
    printedAt: context.clock.now(),
    reprintOf: null,
  };
}

/** An answer later than this was not waited for at the bench: the record was made without the centre and sent afterwards. */
const promptAnswerMs = 60_000;

/** Whether the sheet was recorded without contact to the centre, and since when all of it is there. */
function recordedOffline({ context, session }: ReportSource): JobReport['recordedOffline'] {
  const records = context.store.operations(500).filter(({ operation }) => operation.sessionId === session.id);
  const isWaiting = records.some(({ verdict }) => verdict === null);
  const hasContact = ['online', 'sending'].includes(context.sync.status().state);
  const answers = records.flatMap(({ operation, verdict }) => (verdict === null ? [] : [{ operation, verdict }]));
  const wasLate = answers.some(
    ({ operation, verdict }) => epochMs(verdict.decidedAt) - epochMs(operation.occurredAt) > promptAnswerMs,
  );
  if (!wasLate && (!isWaiting || hasContact)) {
    return null;
  }
  const last =
    answers
      .map(({ verdict }) => verdict.decidedAt)
      .sort()
      .at(-1) ?? null;
  return { at: session.changedAt, sentAt: isWaiting ? null : last };
}

/** Short enough to read aloud; the audit trail carries the whole id, which ends with these digits. */
function shortTransferId(id: string): string {
  const tail = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `T-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function assetOf({ context, session }: ReportSource): Asset | null {
  const { pairing } = session;
  return pairing.kind === 'paired' || pairing.kind === 'requested' ? context.store.asset(pairing.assetId) : null;
}

function resultOf({ signOff }: BenchSession): JobReport['result'] {
  if (signOff.kind === 'signed' && signOff.result === 'failed') {
    return { kind: 'failed', reason: signOff.remarks ?? '–' };
  }
  return { kind: 'succeeded', comment: signOff.kind === 'signed' ? signOff.remarks : null };
}

function vehicleOf({ vin, pairing }: BenchSession, asset: Asset | null): JobReport['vehicle'] {
  const assetVin = asset?.vin ?? (pairing.kind === 'paired' ? pairing.assetVin : null);
  if (vin.scanned === null && vin.fromUnit === null && asset === null) {
    return null;
  }
  const agreement = threeWayAgreement({ scanned: vin.scanned, fromUnit: vin.fromUnit, asset: assetVin });
  return {
    plate: asset?.plate ?? null,
    category: asset?.category ?? null,
    vin: assetVin ?? vin.scanned ?? vin.fromUnit,
    threeWay: { scanned: vin.scanned, unit: vin.fromUnit, asset: assetVin, agree: agreement === 'all-agree' },
  };
}

function unitPart({ context, session }: ReportSource): JobReport['unit'] {
  const { identity, unit, label, configuration } = session;
  return {
    type: unit === null ? '–' : entryOf(context.unitTypes, unit.unitType).label,
    serial: label.serial,
    firmware: identity.kind === 'agrees' ? identity.firmware : null,
    minimumFirmware: configuration.kind === 'not-read' ? null : configuration.minimumFirmware,
    iccid: identity.kind === 'agrees' ? identity.iccid : null,
  };
}

function ownershipOf({ transfer, verdict, customerName }: BenchSession): JobReport['ownership'] {
  switch (transfer.kind) {
    case 'done':
      return {
        kind: 'transferred',
        from: transfer.fromName,
        to: transfer.toName,
        acceptedAt: transfer.acceptedAt,
        transferId: shortTransferId(transfer.transferId),
      };
    case 'provisional':
      return {
        kind: 'provisional',
        from: transfer.fromName,
        to: transfer.toName,
        requestedAt: transfer.at,
        transferId: shortTransferId(transfer.transferId),
      };
    default: {
      const owner = verdict.kind === 'verdict' ? verdict.owner?.name : null;
      return { kind: 'already-owned', owner: owner ?? customerName };
    }
  }
}

function pairingOf({ pairing }: BenchSession): JobReport['pairing'] {
  switch (pairing.kind) {
    case 'paired':
      return pairing.reason === 'AutoPair'
        ? { kind: 'automatic', at: pairing.at, match: 'full-vin', asset: pairing.assetLabel }
        : { kind: 'by-hand', at: pairing.at, by: pairing.by, asset: pairing.assetLabel };
    case 'requested':
      return { kind: 'expected', asset: pairing.assetLabel };
    case 'failed':
      return { kind: 'failed', at: pairing.at, reason: failureOf(pairing.reason) };
    default:
      return { kind: 'not-wanted' };
  }
}

function failureOf(reason: string): Extract<JobReport['pairing'], { kind: 'failed' }>['reason'] {
  switch (reason) {
    case 'InvalidData':
      return 'invalid-data';
    case 'NotFound':
      return 'not-found';
    case 'MultipleMatchFound':
      return 'several';
    default:
      return 'unknown';
  }
}

function signaturesOf({ context, session }: ReportSource): ReportSignature[] {
  const { signOff } = session;
  if (signOff.kind !== 'signed') {
    return [];
  }
  const signer = context.store.person(signOff.personId);
  const role = signer?.roles.includes('supervisor') === true ? 'supervisor' : 'technician';
  return [{ name: signer?.displayName ?? signOff.by, role, method: 'pin', at: signOff.at, drawing: null }];
}

function auditOf({ context, session }: ReportSource): JobReport['audit'] {
  const { signOff } = session;
  const [first] = context.store.auditEntries({ sessionId: session.id, limit: 1 });
  const end =
    signOff.kind === 'signed' ? { size: signOff.auditSize, head: signOff.auditHead } : context.store.auditHead();
  return {
    head: end.head,
    firstSequence: first?.seq ?? 1,
    lastSequence: Math.max(end.size, 1),
    station: context.identity.name,
    verifyUrl: `https://fitbay.example.com/report/${signOff.kind === 'signed' ? signOff.reportNumber : session.id}`,
  };
}
