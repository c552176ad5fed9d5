import type { FaultText } from '../faults/fault-catalogue.ts';

/** What a scenario is about, in the order in which the picker shows them. */
export const scenarioGroups = [
  'none',
  'cable',
  'answers',
  'identity',
  'writes',
  'restart',
  'firmware',
  'health',
  'road',
] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

/** A situation that the demo's picker can put a virtual unit into. Its title is the text `demo.scenario.<name>`. */
export interface Scenario {
  readonly name: string;
  readonly group: ScenarioGroup;
  readonly faults: readonly FaultText[];
}

/** How every unit of the demo is at first. */
export const usualScenario = 'all-well';

export const scenarios: readonly Scenario[] = [
  { name: 'all-well', group: 'none', faults: [] },
  { name: 'serial-speed', group: 'none', faults: ['pace-baud'] },
  { name: 'cable-pulled-in-write', group: 'cable', faults: ['unplug-mid-write=24'] },
  { name: 'loose-cable', group: 'cable', faults: ['unplug-mid-write=24', 'replug-same'] },
  { name: 'swapped-unit', group: 'cable', faults: ['unplug-mid-reply', 'replug-other'] },
  { name: 'wrong-speed', group: 'cable', faults: ['wrong-baud'] },
  { name: 'endless-noise', group: 'cable', faults: ['noise-without-end'] },
  { name: 'port-busy', group: 'cable', faults: ['port-busy=20000'] },
  { name: 'modem-manager', group: 'cable', faults: ['modem-manager=60'] },
  { name: 'asleep', group: 'cable', faults: ['suspend'] },
  { name: 'chatty-unit', group: 'answers', faults: ['log-before-answer', 'log-inside-answer', 'log-after-answer'] },
  { name: 'echo', group: 'answers', faults: ['echo-on'] },
  { name: 'torn-bytes', group: 'answers', faults: ['random-chunks'] },
  { name: 'late-answers', group: 'answers', faults: ['late-answer', 'duplicate-answer'] },
  { name: 'silent-unit', group: 'answers', faults: ['silent'] },
  { name: 'slow-unit', group: 'answers', faults: ['think-time=2500', 'slow-output'] },
  { name: 'huge-line', group: 'answers', faults: ['oversize-line'] },
  { name: 'wants-dot', group: 'answers', faults: ['needs-dot'] },
  { name: 'keyword', group: 'answers', faults: ['keyword-set'] },
  { name: 'password', group: 'answers', faults: ['password-set'] },
  { name: 'wrong-unit', group: 'identity', faults: ['other-imei'] },
  { name: 'changing-imei', group: 'identity', faults: ['imei-changes'] },
  { name: 'no-imei', group: 'identity', faults: ['imei-not-available'] },
  { name: 'imeisv', group: 'identity', faults: ['imei-as-imeisv'] },
  { name: 'write-not-kept', group: 'writes', faults: ['not-stored'] },
  { name: 'write-first-only', group: 'writes', faults: ['first-keys-only'] },
  { name: 'write-cut-off', group: 'writes', faults: ['truncated-values'] },
  { name: 'write-limited', group: 'writes', faults: ['clamped-values'] },
  { name: 'write-lower-case', group: 'writes', faults: ['lower-cased-values'] },
  { name: 'write-decimals', group: 'writes', faults: ['float-values'] },
  { name: 'write-refused', group: 'writes', faults: ['refuse-writes'] },
  { name: 'forgets', group: 'restart', faults: ['reboot-forgets'] },
  { name: 'no-return', group: 'restart', faults: ['reboot-never-returns'] },
  { name: 'restart-loop', group: 'restart', faults: ['reboot-loop'] },
  { name: 'restart-in-answer', group: 'restart', faults: ['reboot-mid-command'] },
  { name: 'firmware-unplugged', group: 'firmware', faults: ['unplug-mid-firmware=60000', 'replug-same'] },
  { name: 'firmware-damaged', group: 'firmware', faults: ['firmware-bad-block=20', 'firmware-end-refused'] },
  { name: 'firmware-stopped', group: 'firmware', faults: ['firmware-broken-off=40'] },
  { name: 'firmware-ignored', group: 'firmware', faults: ['firmware-ignored'] },
  { name: 'firmware-fatal', group: 'firmware', faults: ['firmware-kills'] },
  { name: 'low-supply', group: 'health', faults: ['supply-low'] },
  { name: 'no-sim', group: 'health', faults: ['no-sim'] },
  { name: 'no-network', group: 'health', faults: ['no-signal'] },
  { name: 'no-satellites', group: 'health', faults: ['no-fix'] },
  { name: 'zero-position', group: 'health', faults: ['fix-at-zero'] },
  { name: 'clock-1980', group: 'health', faults: ['clock-years-back=2400'] },
  { name: 'ebs-unplugged', group: 'health', faults: ['ebs-link-down'] },
  { name: 'ebs-other-vehicle', group: 'road', faults: ['ebs-vin-other'] },
  { name: 'ebs-partial-vin', group: 'road', faults: ['ebs-vin-partial'] },
  { name: 'road-twin', group: 'road', faults: ['ebs-vin-neighbour'] },
  { name: 'road-several', group: 'road', faults: ['ebs-vin-shared'] },
  { name: 'road-occupied', group: 'road', faults: ['ebs-vin-taken'] },
  { name: 'never-transmits', group: 'road', faults: ['never-transmits'] },
  { name: 'transmits-late', group: 'road', faults: ['transmits-late'] },
];
