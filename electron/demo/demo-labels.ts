import type { DemoLabel } from '#core/ports/demo-controls.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

/** The labels that lie on the demo's tray; `customerHint` is the name of the customer for whom a label tells its story. */
export function readDemoLabels(): readonly DemoLabel[] {
  return demoFleet.tray.map((label) => ({
    ...label,
    customerHint: demoFleet.organizations.find(({ key }) => key === label.customerHint)?.name ?? null,
  }));
}
