import type { ImportCode } from '../../codes.ts';
import { judgeSerial } from '../../identity/serial.ts';
import { judgeVin } from '../../identity/vin.ts';
import type { ImportTarget } from './import-columns.ts';
import type { ImportedJob } from './import-row.ts';

/** Something about a good row that somebody should look at before it is sent out; it holds nothing up. */
export interface Doubt {
  /** Null where the row as a whole is meant. */
  readonly target: ImportTarget | null;
  readonly code: ImportCode;
}

/** What is allowed and yet unusual: at least one of plate, VIN and name is recommended (decisions.md c1), and numbers have check digits. */
export function findDoubts({ fields }: ImportedJob): readonly Doubt[] {
  const { plate, vin, customName } = fields;
  return [
    ...(plate === null && vin === null && customName === null
      ? [{ target: null, code: 'IMPORT_NO_VEHICLE' } as const]
      : []),
    ...doubtOfVin(vin),
    ...(['unitSerial', 'oldUnitSerial'] as const).flatMap((target) => {
      const serial = fields[target];
      return serial !== null && judgeSerial(serial).kind === 'warn'
        ? [{ target, code: 'IMPORT_SERIAL_DOUBT' } as const]
        : [];
    }),
  ];
}

function doubtOfVin(vin: string | null): readonly Doubt[] {
  switch (vin === null ? 'ok' : judgeVin(vin).kind) {
    case 'partial':
      return [{ target: 'vin', code: 'IMPORT_VIN_PART' }];
    case 'warn':
      return [{ target: 'vin', code: 'IMPORT_VIN_DOUBT' }];
    default:
      return [];
  }
}
