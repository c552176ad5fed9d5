import type { FindingCode, Severity } from '../codes.ts';
import type { AllowedActions, Finding } from './verdict.ts';

/** A finding together with what it stands in the way of. Internal to judging: what is allowed and why follows from these alone. */
export interface Remark {
  readonly finding: Finding;
  readonly stops: readonly BenchAction[];
}

export type BenchAction = keyof AllowedActions;

export const benchActions: readonly BenchAction[] = ['transfer', 'install', 'inspect', 'pair'];
/** What is done with the unit itself, after it belongs to the customer. */
export const workActions: readonly BenchAction[] = ['install', 'inspect', 'pair'];

/** Good to know. May still stop an action that would have no sense, e.g. transferring what the customer owns. */
export function info(code: FindingCode, extra: RemarkExtra = {}): Remark {
  return remark(code, 'info', extra);
}

export function warning(code: FindingCode, extra: RemarkExtra = {}): Remark {
  return remark(code, 'warn', extra);
}

export function blocker(code: FindingCode, extra: RemarkExtra = {}): Remark {
  return remark(code, 'block', extra);
}

interface RemarkExtra {
  readonly stops?: readonly BenchAction[];
  readonly detail?: Readonly<Record<string, string>>;
}

function remark(code: FindingCode, severity: Severity, { stops = [], detail }: RemarkExtra): Remark {
  return { finding: detail === undefined ? { code, severity } : { code, severity, detail: { ...detail } }, stops };
}
