import type { BackupRow } from '#core/contract/station/backups.ts';
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
