import { z } from 'zod';
import { modemManagerCommand, rightsCommand } from './port-remedies.ts';

/**
 * The port doctor's judgement (INST-1): from what the operating system says of a port and how the last attempt on it ended to what is the
 * matter and what to do. The station gathers, the page and `fitbay doctor` show; words stand in the catalogues as `ports.finding.<code>`.
 */
export const portFindingCodes = [
  'unit-answers',
  'usable',
  'at-work',
  'reader',
  'ignored',
  'gone',
  'not-a-port',
  'busy-program',
  'busy-windows',
  'busy-unknown',
  'rights-group',
  'rights-new-session',
  'rights-denied',
  'modem-manager',
  'silent',
  'garbled',
  'locked',
  'silent-or-locked',
  'readings-differ',
  'cable-lost',
  'no-udevadm',
] as const;
export type PortFindingCode = (typeof portFindingCodes)[number];

export const portFinding = z.strictObject({
  code: z.enum(portFindingCodes),
  mark: z.enum(['ok', 'work', 'idle', 'warn', 'stop']),
  /** What the words name, e.g. `program`, `group`. */
  values: z.record(z.string(), z.string()),
  /** For the one who looks after this computer, to be typed in a terminal; null where there is none. */
  command: z.string().nullable(),
});
export type PortFinding = z.infer<typeof portFinding>;

/** What the operating system tells of a port without opening it. What cannot be known here is said to be unknown. */
export interface PortFacts {
  readonly system: 'linux' | 'windows' | 'mac' | 'other';
  readonly presence: 'device' | 'no-device' | 'absent' | 'unknown';
  readonly access: 'allowed' | 'denied' | 'unknown';
  /** The group that may open it; null where groups do not decide. */
  readonly group: string | null;
  /** `not-in-session`: the user was added to the group and has not signed in since. */
  readonly membership: 'in-session' | 'not-in-session' | 'none' | 'unknown';
  readonly user: string | null;
  /** Other programs that have it open or locked, as far as this user may see. */
  readonly holders: readonly { readonly program: string; readonly pid: number }[];
  readonly modemManager: 'ignores-it' | 'may-try-it' | 'not-running' | 'unknown';
  readonly listing: 'works' | 'no-udevadm' | 'failed';
}

/** How the last attempt to speak to whoever is there ended. */
export type PortAttempt =
  | { readonly kind: 'none' }
  | { readonly kind: 'unit'; readonly model: string; readonly imei: string | null }
  | { readonly kind: 'trouble'; readonly reason: string; readonly detail: string };

export interface PortSituation {
  readonly path: string;
  readonly usb: string | null;
  readonly baudRate: number;
  readonly use: 'bay' | 'reader' | 'ignored';
  /** What this station does there now; null for nothing. */
  readonly activity: string | null;
  readonly facts: PortFacts;
  readonly attempt: PortAttempt;
}

/** Everything that is the matter, the decisive finding first. Never empty. */
export function diagnosePort(situation: PortSituation): readonly PortFinding[] {
  const main = mainFinding(situation);
  return [main, ...sideFindings(situation, main)];
}

function mainFinding(situation: PortSituation): PortFinding {
  const { facts, attempt, use, activity } = situation;
  if (facts.presence === 'absent') {
    return finding('gone', 'stop');
  }
  if (use !== 'bay') {
    return finding(use, 'idle');
  }
  if (activity !== null) {
    return finding('at-work', 'work', { activity });
  }
  if (facts.presence === 'no-device') {
    return finding('not-a-port', 'stop');
  }
  if (facts.access === 'denied') {
    return deniedFinding(facts);
  }
  switch (attempt.kind) {
    case 'unit':
      return finding('unit-answers', 'ok', { model: attempt.model, imei: attempt.imei ?? '–' });
    case 'trouble':
      return troubleFinding(situation, attempt.reason);
    case 'none':
      return facts.holders.length > 0 ? busyFinding(facts) : finding('usable', 'ok');
  }
}

function troubleFinding(situation: PortSituation, reason: string): PortFinding {
  const { facts, baudRate } = situation;
  switch (reason) {
    case 'busy':
      return busyFinding(facts);
    case 'no-rights':
      return deniedFinding(facts);
    case 'not-found':
    case 'no-bay':
      return finding('gone', 'stop');
    case 'not-a-port':
      return finding('not-a-port', 'stop');
    case 'port-lost':
      return finding('cable-lost', 'warn');
    case 'garbled':
      return finding('garbled', 'warn', { speed: String(baudRate) });
    case 'locked':
      return finding('locked', 'warn');
    case 'silent-or-locked':
      return finding('silent-or-locked', 'warn', { speed: String(baudRate) });
    case 'readings-differ':
      return finding('readings-differ', 'warn');
    default:
      return finding('silent', 'warn', { speed: String(baudRate) });
  }
}

function busyFinding({ system, holders }: PortFacts): PortFinding {
  const [holder] = holders;
  if (holder !== undefined) {
    return finding('busy-program', 'stop', { program: holder.program, pid: String(holder.pid) });
  }
  return finding(system === 'windows' ? 'busy-windows' : 'busy-unknown', 'stop');
}

function deniedFinding({ group, membership, user }: PortFacts): PortFinding {
  if (group === null || membership === 'unknown') {
    return finding('rights-denied', 'stop');
  }
  if (membership === 'not-in-session') {
    return finding('rights-new-session', 'stop', { group });
  }
  // In the group and denied all the same: something else keeps them out.
  return membership === 'in-session'
    ? finding('rights-denied', 'stop')
    : { ...finding('rights-group', 'stop', { group }), command: rightsCommand(group, user) };
}

/** What makes trouble beside the main finding, or will. */
function sideFindings(situation: PortSituation, main: PortFinding): readonly PortFinding[] {
  const { facts, use, path, usb } = situation;
  const isWatched = use === 'bay' && facts.modemManager === 'may-try-it' && main.code !== 'gone';
  return [
    ...(isWatched ? [{ ...finding('modem-manager', 'warn'), command: modemManagerCommand(path, usb) }] : []),
    ...(facts.listing === 'no-udevadm' ? [finding('no-udevadm', 'warn')] : []),
  ];
}

function finding(
  code: PortFindingCode,
  mark: PortFinding['mark'],
  values: Readonly<Record<string, string>> = {},
): PortFinding {
  return { code, mark, values: { ...values }, command: null };
}
