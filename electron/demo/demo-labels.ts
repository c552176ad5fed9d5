import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { DemoLabel } from '#core/ports/demo-controls.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

/** The labels that lie on the demo's tray; `customerHint` is the name of the customer for whom a label tells its story. */
export function readDemoLabels(): readonly DemoLabel[] {
  return demoFleet.tray.map((label) => ({
    ...label,
    customerHint: demoFleet.organizations.find(({ key }) => key === label.customerHint)?.name ?? null,
  }));
}

/** A pallet as it comes from a warehouse: mostly units that can be transferred, and among them every story of the tray for one customer. */
export function readDemoPallet(): readonly string[] {
  const plain = demoFleet.crowds.filter(({ onPallet }) => onPallet).flatMap(serialsOf);
  const stories = demoFleet.tray.filter(({ customerHint, kind }) => kind === 'unit' && customerHint === palletCustomer);
  return [...plain, ...stories.map(({ text }) => text)];
}

const palletCustomer = 'nordfracht';

function serialsOf({ count, serialBody }: (typeof demoFleet.crowds)[number]): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const body = (BigInt(serialBody) + BigInt(index)).toString().padStart(14, '0');
    return `${body}${luhnCheckDigit(body)}`;
  });
}
