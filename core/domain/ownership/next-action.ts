import type { FindingCode } from '../codes.ts';
import type { AllowedActions, NextAction } from './verdict.ts';

/** The single thing that helps from here (OWN-15; the steps are those of decisions.md c8). `next` is the deciding finding. */
export function nextActionOf(next: FindingCode, allowed: AllowedActions): NextAction {
  switch (next) {
    case 'SCAN_UNREADABLE':
    case 'SERIAL_FORMAT':
    case 'JOB_OTHER_UNIT':
      return 'rescan';
    case 'SERIAL_UNKNOWN':
    case 'OWNER_OTHER':
    case 'IDENTITY_MISMATCH':
      return 'contact-support';
    case 'TYPE_AMBIGUOUS':
      return 'choose-type';
    case 'TRUST_MISSING':
    case 'TRUST_EXPIRED':
      return 'ask-customer-administrator';
    case 'TRANSFER_NOT_OFFERED':
    case 'TYPE_NOT_SUPPORTED':
      return 'use-asset-page';
    case 'TRANSFER_PENDING':
      return 'wait';
    case 'TYPE_TRANSFER_ONLY':
      return allowed.transfer ? 'transfer-only' : 'use-other-tool';
    case 'SUBSCRIPTION_EXPIRED':
      return allowed.transfer ? 'transfer-only' : 'reactivate-subscription';
    case 'TRANSFER_AVAILABLE':
      return 'transfer';
    default:
      return allowed.install || allowed.inspect || allowed.pair ? 'start-work' : 'nothing';
  }
}
