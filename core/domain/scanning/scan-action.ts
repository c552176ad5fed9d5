import { invariant } from '../../kernel/invariant.ts';
import { type ControlCommand, isClosing } from './control-command.ts';
import type { LabelFault, LabelWarning, ParsedLabel, ReadLabel } from './parsed-label.ts';
import type { ScanContext, ScanKind } from './scan-context.ts';
import { acceptedScans, scanCell, type WrongKindReason } from './scan-table.ts';
import { unitOfLabel } from './unit-of-label.ts';

/**
 * What a scan does on the screen where it arrives (SCAN-4). Used by the station for every source of scans. It decides, it does
 * nothing: rights and the registry have their say afterwards.
 */
export type ScanAction =
  | EffectiveScan
  | WrongKindScan
  /** A reader is being tried out, or a form takes the code itself: the page shows what was read and the station does nothing. */
  | { readonly kind: 'tried' }
  | ({ readonly kind: 'unreadable' } & LabelFault);

/** What a scan can do. */
export type EffectiveScan =
  /** `from` tells which field the number stood in; without `unitType` the registry must say which types share the serial (OWN-5). */
  | {
      readonly kind: 'open-unit';
      readonly serial: string;
      readonly unitType?: string;
      readonly from: 'serial' | 'imei' | 'imeisv';
      readonly warnings: readonly LabelWarning[];
    }
  /** For the open sheet: pairing is offered, not done. */
  | { readonly kind: 'offer-vin'; readonly vin: string; readonly warnings: readonly LabelWarning[] }
  | { readonly kind: 'open-job'; readonly job: string }
  | { readonly kind: 'switch-user'; readonly badge: string }
  | { readonly kind: 'open-report'; readonly report: string; readonly head?: string }
  | { readonly kind: 'open-customer'; readonly customer: string }
  | { readonly kind: 'control'; readonly command: ControlCommand };

/** Understood, but without effect here. Kept in the feed with its reason; never applied to something else. */
export interface WrongKindScan {
  readonly kind: 'wrong-kind';
  readonly got: readonly ScanKind[];
  readonly wanted: readonly ScanKind[];
  readonly reason: WrongKindReason;
}

/** Decides what `parsed` does in `context`. A label that names several things does the first that the context takes. */
export function scanAction(context: ScanContext, parsed: ParsedLabel): ScanAction {
  if (context.screen === 'test') {
    return { kind: 'tried' };
  }
  if (parsed.kind === 'unreadable') {
    const { text: _text, ...fault } = parsed;
    return fault;
  }
  const offered = offers(parsed);
  const first = offered[0]?.scan ?? 'other';
  for (const { scan, effect } of offered) {
    if (scanCell(context, scan) === 'acts') {
      // The form fills itself in from what was read.
      return context.screen === 'asset' && (scan === 'unit' || scan === 'vin') ? { kind: 'tried' } : effect;
    }
  }
  const reason = scanCell(context, first);
  // What opens nothing acts nowhere, and all that was offered was just refused.
  invariant(reason !== 'acts', `${first} has no effect`);
  return { kind: 'wrong-kind', got: scanKindsOf(parsed), wanted: acceptedScans(context), reason };
}

/** What a readable label can be taken for, most telling first; `other` where nothing of it can be opened. */
export function scanKindsOf(label: ReadLabel): readonly ScanKind[] {
  const offered = offers(label).map(({ scan }) => scan);
  return offered.length > 0 ? offered : ['other'];
}

interface Offer {
  readonly scan: ScanKind;
  readonly effect: EffectiveScan;
}

/** Everything the label could do if the context took it, most telling first. */
function offers({ fields, warnings }: ReadLabel): readonly Offer[] {
  const { control, badge, job, report, reportHead, customer, vin } = fields;
  const list: Offer[] = [];
  if (control !== undefined) {
    list.push({ scan: kindOf(control), effect: { kind: 'control', command: control } });
  }
  if (badge !== undefined) {
    list.push({ scan: 'badge', effect: { kind: 'switch-user', badge } });
  }
  if (job !== undefined) {
    list.push({ scan: 'job', effect: { kind: 'open-job', job } });
  }
  if (report !== undefined) {
    const head = reportHead === undefined ? {} : { head: reportHead };
    list.push({ scan: 'report', effect: { kind: 'open-report', report, ...head } });
  }
  if (customer !== undefined) {
    list.push({ scan: 'customer', effect: { kind: 'open-customer', customer } });
  }
  const unit = unitOfLabel(fields);
  if (unit.kind === 'found') {
    list.push({ scan: 'unit', effect: { ...unit, kind: 'open-unit', warnings } });
  }
  if (vin !== undefined) {
    list.push({ scan: 'vin', effect: { kind: 'offer-vin', vin, warnings } });
  }
  return list;
}

function kindOf(control: ControlCommand): ScanKind {
  if (control === 'back') {
    return 'back';
  }
  return isClosing(control) ? 'closing' : 'control';
}
