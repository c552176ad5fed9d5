import type { FaultText } from '../faults/fault-catalogue.ts';

/** A situation that the scenario picker can put a virtual unit into. Titles are short labels for technicians and testers. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly faults: readonly FaultText[];
}

export const scenarios: readonly Scenario[] = [
  { name: 'all-well', title: 'Everything works', faults: [] },
  { name: 'serial-speed', title: 'Real speed of the cable (115200 baud)', faults: ['pace-baud'] },
  { name: 'wrong-unit', title: 'Another unit than the label says', faults: ['other-imei'] },
  { name: 'cable-pulled-in-write', title: 'Cable pulled while writing', faults: ['unplug-mid-write=24'] },
  {
    name: 'loose-cable',
    title: 'Cable pulled while writing and back after two seconds',
    faults: ['unplug-mid-write=24', 'replug-same'],
  },
  {
    name: 'swapped-unit',
    title: 'Cable pulled, then another unit plugged in',
    faults: ['unplug-mid-reply', 'replug-other'],
  },
  { name: 'write-not-kept', title: 'Unit says yes and keeps nothing', faults: ['not-stored'] },
  { name: 'write-cut-off', title: 'Unit cuts long values off', faults: ['truncated-values'] },
  { name: 'write-refused', title: 'Unit refuses to be configured', faults: ['refuse-writes'] },
  {
    name: 'chatty-unit',
    title: 'Debug lines between and inside the answers',
    faults: ['log-before-answer', 'log-inside-answer', 'log-after-answer'],
  },
  { name: 'slow-unit', title: 'Slow unit', faults: ['think-time=2500', 'slow-output'] },
  { name: 'torn-bytes', title: 'Answers in random pieces', faults: ['random-chunks'] },
  { name: 'no-return', title: 'Unit does not come back from a restart', faults: ['reboot-never-returns'] },
  { name: 'low-supply', title: 'Supply voltage too low', faults: ['supply-low'] },
  { name: 'no-sim', title: 'No SIM card', faults: ['no-sim'] },
  { name: 'no-satellites', title: 'No satellites in the hall', faults: ['no-fix'] },
  { name: 'ebs-unplugged', title: 'Brake system not connected', faults: ['ebs-link-down'] },
  { name: 'ebs-other-vehicle', title: 'Brake system of another vehicle', faults: ['ebs-vin-other'] },
  { name: 'ebs-partial-vin', title: 'Brake system with half a VIN', faults: ['ebs-vin-partial'] },
];
