import type { FeedRow } from '../../domain/sync/changes.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { MirrorRows } from '../../ports/mirror-store.ts';

/** Puts one row of the change feed into a mirror. */
export function putRow(mirror: MirrorRows, row: FeedRow): void {
  switch (row.kind) {
    case 'organization':
      mirror.putOrganization(row.value);
      break;
    case 'trust':
      mirror.putTrust(row.value);
      break;
    case 'unit':
      mirror.putUnit(row.value);
      break;
    case 'asset':
      mirror.putAsset(row.value);
      break;
    case 'profile':
      mirror.putProfile(row.value);
      break;
    case 'secret':
      mirror.putSecret(row.value);
      break;
    case 'known-configuration':
      mirror.putKnownConfiguration(row.value);
      break;
    case 'pairing':
      mirror.putPairing(row.value);
      break;
    case 'reversal':
      mirror.putReversal(row.value);
      break;
    case 'job':
      mirror.putJob(row.value);
      break;
    case 'job-template':
      mirror.putJobTemplate(row.value);
      break;
    case 'erasure':
      // Carried out by `applyPage`; there is nothing to keep.
      break;
    case 'removed':
      mirror.remove(row.of, row.key);
      break;
    default:
      assertNever(row);
  }
}
