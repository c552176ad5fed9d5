import { generateKeyPairSync, sign } from 'node:crypto';
import type { AuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { AuditCheckpoint, StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { checkpointText, signedNote } from '#core/domain/audit/log-checkpoint.ts';
import { type LogSeal, sourceOf } from '#core/domain/audit/log-seal.ts';
import { leafHash, nodeHash } from '#core/domain/audit/merkle-tree.ts';
import { appendSealed, sampleChain } from '#core/domain/audit/testing/sample-chain.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { CheckpointSigner } from '#core/ports/secrets.ts';

const station = { id: stationId.parse('station-1'), generation: 1, name: 'Bench 3' };

/** So many entries at the beginning are from before names could be erased. */
export const firstVersion = 6;

/** An exported trail of `length` entries of which the centre has proven the first `proven`. */
export function makeSealedTrail(signer: CheckpointSigner, { length, proven }: { length: number; proven: number }) {
  let entries = sampleChain(firstVersion);
  while (entries.length < length) {
    entries = appendSealed(entries, { after: { count: String(entries.length + 1), note: 'typed by hand' } });
  }
  const bundle = bundleOf(signer, entries, sealOf(entries, proven));
  return { entries, bundle };
}

/** What somebody with the station's own key hands out, whatever is in it. */
export function bundleOf(
  signer: CheckpointSigner,
  entries: readonly StoredAuditEntry[],
  centre: LogSeal | undefined,
): AuditBundle {
  const last = entries.at(-1);
  const end = { size: last?.seq ?? 0, head: last?.head ?? '0'.repeat(64) };
  const checkpoint: AuditCheckpoint = signer.sign({ stationId: station.id, generation: 1, ...end });
  const standing = { kind: 'fitbay-audit', version: 2, station, publicKey: signer.publicKeySpki } as const;
  return { ...standing, checkpoint, entries: [...entries], ...(centre === undefined ? {} : { centre }) };
}

function sealOf(entries: readonly StoredAuditEntry[], proven: number): LogSeal {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const entry = entries[proven - 1];
  const source = sourceOf({ stationId: station.id, generation: 1, seq: proven, head: entry?.head ?? '' });
  const leaf = JSON.stringify({ v: 1, source });
  const other = leafHash('what another station wrote');
  const text = checkpointText({ organizationId: 'partner', size: 2, root: nodeHash(other, leafHash(leaf)) });
  const checkpoint = signedNote(text, spki, sign(null, Buffer.from(text), privateKey));
  return {
    organizationId: 'partner',
    checkpoint,
    publicKey: spki,
    consistency: [],
    index: 1,
    leaf,
    inclusion: [other],
  };
}
