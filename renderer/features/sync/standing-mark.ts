import type { SyncStatus } from '#core/contract/station/sync.ts';
import type { Mark } from '../../ui/status-mark.tsx';

/** Being offline is normal and never a warning (ux rule 22); only what a person has to put right is one. */
export function standingMark(state: SyncStatus['state']): Mark {
  switch (state) {
    case 'online':
      return 'ok';
    case 'sending':
      return 'work';
    case 'offline':
    case 'never':
      return 'wait';
    case 'not-enrolled':
    case 'halted':
      return 'warn';
  }
}
