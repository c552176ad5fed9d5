import { permissionFor } from '../../domain/bench/bench-permission.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import type { ReportSource } from './build-report.ts';
import { printableRemark } from './printable.ts';

/** Why no configuration belongs to this sheet, where the rules and not the people are the reason (OWN-6, OWN-7). */
export type LeftToOthers = 'other-tool' | 'subscription' | null;

/** What is left to do elsewhere after the unit changed hands here: that is a part of the job's story (OWN-6, OWN-7). */
export function leftToOthers({ session }: ReportSource): LeftToOthers {
  const install = permissionFor(session, 'install');
  if (install.kind !== 'denied' || session.transfer.kind === 'refused') {
    return null;
  }
  switch (install.code) {
    case 'TYPE_TRANSFER_ONLY':
      return 'other-tool';
    case 'SUBSCRIPTION_EXPIRED':
      return 'subscription';
    default:
      return null;
  }
}

/** Names the tool, or that its vendor has one. */
export function whyNotConfigured(source: ReportSource): string {
  const left = leftToOthers(source);
  return left === null
    ? source.texts.t('report-part.configuration-not-done')
    : printableRemark(source.texts.t(`report-part.configuration-${left}`, toolOf(source)));
}

/** The follow-up that somebody has to take care of, as a remark of the report; none where nothing is left over. */
export function followUpRemark(source: ReportSource): string[] {
  const left = leftToOthers(source);
  return left === null ? [] : [printableRemark(source.texts.t(`report-part.follow-up-${left}`, toolOf(source)))];
}

function toolOf({ context, session }: ReportSource): { readonly tool: string; readonly toolKnown: string } {
  const tool = session.unit === null ? null : entryOf(context.unitTypes, session.unit.unitType).vendorTool;
  return { tool: tool ?? '', toolKnown: tool === null ? 'no' : 'yes' };
}
