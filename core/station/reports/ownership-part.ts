import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { JobReport } from '../../domain/reports/job-report.ts';
import type { Texts } from '../../texts/create-texts.ts';
import type { ReportSource } from './build-report.ts';
import { printable, printableRemark } from './printable.ts';

type TransferState = BenchSession['transfer'];

/** Whose unit it is by this sheet. Only the cloud's word makes it the customer's; everything else says what is missing (OWN-11). */
export function ownershipPart({ session, texts }: ReportSource): JobReport['ownership'] {
  const { transfer, customerName } = session;
  switch (transfer.kind) {
    case 'done':
      return {
        kind: 'transferred',
        from: printable(transfer.fromName),
        to: printable(transfer.toName),
        acceptedAt: transfer.acceptedAt,
        transferId: shortTransferId(transfer.transferId),
      };
    case 'provisional':
      return {
        kind: 'provisional',
        from: printable(transfer.fromName),
        to: printable(transfer.toName),
        requestedAt: transfer.at,
        transferId: shortTransferId(transfer.transferId),
      };
    case 'reversed':
      return {
        kind: 'not-transferred',
        to: printable(transfer.toName),
        reason: printableRemark(
          texts.t('report-part.transfer-reversed', {
            from: transfer.fromName,
            time: texts.date(transfer.reversedAt, 'date-time'),
            transfer: shortTransferId(transfer.transferId),
            requestedBy: transfer.requestedBy,
            approvedBy: transfer.approvedBy,
          }),
        ),
      };
    case 'not-needed':
      return { kind: 'already-owned', owner: printable(customerName) };
    case 'open':
      return {
        kind: 'not-transferred',
        to: printable(customerName),
        reason: texts.t('report-part.transfer-not-asked'),
      };
    case 'refused':
      return { kind: 'not-transferred', to: printable(customerName), reason: refusalOf(transfer, texts) };
  }
}

/** Short enough to read aloud; the audit trail carries the whole id, which ends with these digits. */
function shortTransferId(id: string): string {
  const tail = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `T-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function refusalOf({ code, winner }: Extract<TransferState, { kind: 'refused' }>, texts: Texts): string {
  const title = `codes.${code}.title`;
  const reason = texts.has(title) ? texts.t(title) : code;
  const words =
    winner === null
      ? texts.t('report-part.transfer-refused', { reason })
      : texts.t('report-part.transfer-lost', { reason, winner });
  return printableRemark(words);
}
