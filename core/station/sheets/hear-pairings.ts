import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import { assetLabel } from '../../domain/pairing/asset.ts';
import type { PairingStatus } from '../../domain/pairing/pairing-state.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { byOwnClock } from '../sync/cloud-now.ts';
import { changeSheetIn } from './change-sheet.ts';

const nobody = { kind: 'nobody' } as const;

/** What the cloud says of pairings reaches the sheets of their units, whoever brought it about (PAIR-5). */
export function hearPairings(context: StationContext, write: StoreWriter, page: ChangesPage): void {
  const statuses = page.rows.flatMap((row) => (row.kind === 'pairing' ? [row.value] : []));
  for (const status of statuses) {
    for (const session of write.sessionsOfSerials([status.unit.slice(status.unit.indexOf(':') + 1)])) {
      const isItsUnit = session.unit !== null && formatUnitKey(session.unit) === status.unit;
      if (isItsUnit && session.state !== 'abandoned' && isNews(session, status)) {
        hearPairing(context, write, { session, status });
      }
    }
  }
}

/**
 * The cloud repeats itself: after a full copy, for a failure that comes every hour, and for what this very station asked for. And a signed
 * sheet waits for the outcome of its own pairing only; what becomes of the unit later is another story (decisions.md X4).
 */
function isNews({ state, pairing }: BenchSession, status: PairingStatus): boolean {
  switch (pairing.kind) {
    case 'paired':
      return state === 'open' && !(status.state === 'paired' && status.assetId === pairing.assetId);
    case 'failed':
      return (
        status.state !== 'failed' ||
        status.reason !== pairing.reason ||
        status.candidateAssetIds.join() !== pairing.candidateAssetIds.join()
      );
    case 'unpair-requested':
      return !(status.state === 'paired' && status.assetId === pairing.pairing.assetId);
    case 'open':
    case 'left-open':
      return state === 'open';
    case 'requested':
    case 'awaiting-automatic':
      return true;
  }
}

function hearPairing(
  context: StationContext,
  write: StoreWriter,
  { session, status }: { readonly session: BenchSession; readonly status: PairingStatus },
): void {
  const asset = status.assetId === null ? null : write.asset(status.assetId);
  const label = asset === null ? null : assetLabel(asset);
  const { heard } = status;
  changeSheetIn(context, write, {
    sessionId: session.id,
    principal: nobody,
    event: {
      kind: 'pairing-heard',
      status: {
        ...status,
        registeredAt: byOwnClock(context, status.registeredAt),
        ...(heard === undefined ? {} : { heard: { ...heard, at: byOwnClock(context, heard.at) } }),
      },
      assetLabel: label,
    },
    audit: { action: 'pairing.heard', outcome: 'noted', code: status.reason, after: { state: status.state } },
    feed: {
      mark: status.state === 'paired' ? 'ok' : 'warn',
      key: `pairing-heard-${status.state}`,
      detail: { asset: label ?? '', reason: status.reason ?? '', serial: session.label.serial },
    },
  });
}
