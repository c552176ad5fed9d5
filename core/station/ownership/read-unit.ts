import { parseUnitKey } from '../../domain/identity/unit-key.ts';
import { parseLabel } from '../../domain/scanning/parse-label.ts';
import { unitOfLabel } from '../../domain/scanning/unit-of-label.ts';

export type AskedUnit =
  | { readonly kind: 'unit'; readonly unit: { readonly serial: string; readonly chosenType: string | null } }
  | { readonly kind: 'bad-unit'; readonly code: string };

/** `type:serial`, or anything the label parser understands as one unit. */
export function readUnit(text: string): AskedUnit {
  const key = parseUnitKey(text);
  if (key.kind === 'unit-key') {
    return { kind: 'unit', unit: { serial: key.key.serial, chosenType: key.key.unitType } };
  }
  const parsed = parseLabel(text);
  if (parsed.kind === 'unreadable') {
    return { kind: 'bad-unit', code: parsed.code };
  }
  const unit = unitOfLabel(parsed.fields);
  return unit.kind === 'found'
    ? { kind: 'unit', unit: { serial: unit.serial, chosenType: unit.unitType ?? null } }
    : { kind: 'bad-unit', code: 'SCAN_UNREADABLE' };
}
