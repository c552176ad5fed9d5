import type { BackupRow } from '#core/contract/station/backups.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { Mark } from '../../ui/status-mark.tsx';

/** What a person called it, or the occasion; the moment stands beside it. */
export function backupTitle(texts: Texts, { name, origin }: Pick<BackupRow, 'name' | 'origin'>): string {
  return name ?? texts.t(`backups.origin.${origin}`);
}

export const integrityMarks = {
  intact: 'ok',
  changed: 'stop',
  unknown: 'idle',
} as const satisfies Record<BackupRow['integrity'], Mark>;

/** A unit as people read it: `Evo Pulse 359 315 075 384726`; one whose type nobody knows by its number alone. */
export function unitWords({ unit, typeLabel }: Pick<BackupRow, 'unit' | 'typeLabel'>): string {
  const serial = unit.slice(unit.indexOf(':') + 1);
  const number = /^\d{15}$/.test(serial) ? groupSerial(serial) : serial;
  return typeLabel === null ? number : `${typeLabel} ${number}`;
}
