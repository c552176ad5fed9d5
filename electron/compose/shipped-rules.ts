import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type UsbDevice, usbDeviceFile } from '#core/domain/cable/usb-devices.ts';
import { type Checklist, checklist } from '#core/domain/inspection/checklist.ts';
import {
  type OwnershipPolicy,
  ownershipPolicy as ownershipPolicySchema,
} from '#core/domain/ownership/ownership-policy.ts';
import { readUnitTypeFile, type UnitTypeFile } from '#core/domain/ownership/unit-type-file.ts';
import type { UnitTypeMatrix } from '#core/domain/ownership/unit-type-matrix.ts';
import evoguard from '#resources/checklists/evoguard.json' with { type: 'json' };
import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import ownershipPolicy from '#resources/ownership-policy.json' with { type: 'json' };
import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import usbDevices from '#resources/usb-devices.json' with { type: 'json' };

/** The rules that are data (OWN-6, INSP-1), as they were shipped with this program. A file that breaks its schema stops the start. */
export interface ShippedRules {
  readonly unitTypes: UnitTypeMatrix;
  /** Where the matrix comes from, for whoever looks at it. */
  readonly unitTypeSource: Omit<UnitTypeFile, 'types'>;
  readonly ownershipPolicy: OwnershipPolicy;
  readonly checklists: readonly Checklist[];
  readonly usbDevices: readonly UsbDevice[];
}

/** `rules-refused`: a file of rules must not be used; which, on which line, and why. */
export type RulesReading =
  | { readonly kind: 'rules'; readonly rules: ShippedRules }
  | { readonly kind: 'rules-refused'; readonly file: string; readonly line: number; readonly reason: string };

/** In a checkout the file can be edited; in an installed program it is part of the bundle, and there is no file. */
const shippedFile = join(import.meta.dirname, '..', '..', 'resources', 'unit-types.json');

/** Reads the rules. `unitTypesFile`: another file than the shipped one. */
export function readRules(unitTypesFile: string = shippedFile): RulesReading {
  const text = existsSync(unitTypesFile) ? readFileSync(unitTypesFile, 'utf8') : JSON.stringify(unitTypes, null, 2);
  const reading = readUnitTypeFile(text);
  if (reading.kind === 'refused') {
    return { kind: 'rules-refused', file: unitTypesFile, line: reading.line, reason: reading.reason };
  }
  const { types, ...unitTypeSource } = reading.file;
  return {
    kind: 'rules',
    rules: {
      unitTypes: types,
      unitTypeSource,
      ownershipPolicy: ownershipPolicySchema.parse(ownershipPolicy),
      checklists: [evopulse, evoguard].map((list) => checklist.parse(list)),
      usbDevices: usbDeviceFile.parse(usbDevices).devices,
    },
  };
}

/** The rules as shipped, where a fault in them is a bug. */
export function readShippedRules(): ShippedRules {
  const reading = readRules();
  if (reading.kind === 'rules-refused') {
    throw new Error(`${reading.file}, line ${reading.line}: ${reading.reason}`);
  }
  return reading.rules;
}
