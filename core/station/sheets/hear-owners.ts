import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { judgeAnew } from './judge-anew.ts';

/**
 * A unit that changed hands somewhere else is judged again on its open sheets: whoever works there sees at once that the ground has moved.
 * First by the mirror, as old facts; the registry is asked right after (`renew-verdicts.ts`).
 */
export function hearOwners(context: StationContext, write: StoreWriter, page: ChangesPage): void {
  const epochs = new Map<string, number | null>();
  for (const row of page.rows) {
    if (row.kind === 'unit') {
      epochs.set(formatUnitKey(row.value), row.value.ownerEpoch);
    } else if (row.kind === 'removed' && row.of === 'unit') {
      epochs.set(row.key, null);
    }
  }
  if (epochs.size === 0) {
    return;
  }
  for (const session of write.sessionsOfSerials([...epochs.keys()].map(serialOf))) {
    const known = session.verdict.kind === 'verdict' ? session.verdict.ownerEpoch : null;
    const now = session.unit === null ? undefined : epochs.get(formatUnitKey(session.unit));
    if (session.state === 'open' && now !== undefined && now !== known && known !== null) {
      judgeAnew(context, write, { session, liveAt: null });
    }
  }
}

function serialOf(unit: string): string {
  return unit.slice(unit.indexOf(':') + 1);
}
