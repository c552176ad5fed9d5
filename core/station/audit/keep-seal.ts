import type { LogCheckpoint } from '../../domain/audit/log-checkpoint.ts';
import { checkSeal, goesOnFrom, type LogSeal, logSeal, type SealedEntry } from '../../domain/audit/log-seal.ts';
import type { StoreReader, StoreWriter } from '../../ports/station-store.ts';
import type { HeadSigning } from './sign-head.ts';

/** What the cloud last proved of this station's trail, and up to which entry: none before the first proof after an enrolment. */
export type KeptSeal =
  | { readonly kind: 'kept'; readonly seal: LogSeal; readonly entry: SealedEntry; readonly checkpoint: LogCheckpoint }
  | { readonly kind: 'none' };

type Sealing = Pick<HeadSigning, 'identity' | 'signer'>;

/** Settings belong to one enrolment: after the next, another cloud with another key may be right. */
function settingOf({ stationId, generation }: HeadSigning['identity'], what: 'logSeal' | 'logDoubt'): string {
  return `audit.${what}.${stationId}.${generation}`;
}

/** Reads the kept proof and checks it again: whoever can write into the database can not make one. */
export function readSeal({ identity, signer }: Sealing, store: StoreReader): KeptSeal {
  const text = store.setting(settingOf(identity, 'logSeal'));
  if (text === null) {
    return { kind: 'none' };
  }
  const seal = logSeal.parse(JSON.parse(text));
  const check = checkSeal(seal, signer.verifiesText);
  return check.kind === 'proven'
    ? { kind: 'kept', seal, entry: check.entry, checkpoint: check.checkpoint }
    : { kind: 'none' };
}

/** Why a proof of the cloud is not believed. */
export type SealDoubt = 'other-key' | 'not-proven' | 'other-entry' | 'other-history';

/**
 * Keeps a proof that holds: signed with the key of before, naming this station's own entry, and of a log that goes on from the one proven
 * before (REP-1). One that does not is no reason to stop a bench; it is written into the trail, once, and the older proof stays as evidence.
 */
export function keepSeal(sealing: Sealing, write: StoreWriter, seal: LogSeal): SealDoubt | null {
  const doubt = doubtOf(sealing, write, seal);
  const known = write.setting(settingOf(sealing.identity, 'logDoubt')) ?? '';
  if (doubt === null) {
    write.setSetting(settingOf(sealing.identity, 'logSeal'), JSON.stringify(seal));
  } else if (known !== doubt) {
    write.appendAudit({
      actor: { personId: null, name: 'sync', roles: [], method: 'system' },
      organizations: [],
      action: 'centre.doubted',
      outcome: 'failed',
      after: { why: doubt, checkpoint: seal.checkpoint },
    });
  }
  if (known !== (doubt ?? '')) {
    write.setSetting(settingOf(sealing.identity, 'logDoubt'), doubt ?? '');
  }
  return doubt;
}

function doubtOf(sealing: Sealing, store: StoreReader, seal: LogSeal): SealDoubt | null {
  const kept = readSeal(sealing, store);
  if (kept.kind === 'kept' && kept.seal.publicKey !== seal.publicKey) {
    return 'other-key';
  }
  const check = checkSeal(seal, sealing.signer.verifiesText);
  if (check.kind !== 'proven') {
    return 'not-proven';
  }
  const { stationId, generation } = sealing.identity;
  const [own] = store.auditFrom(check.entry.seq, 1);
  const isOwn = check.entry.stationId === stationId && check.entry.generation === generation;
  if (!isOwn || own?.seq !== check.entry.seq || own.head !== check.entry.head) {
    return 'other-entry';
  }
  if (kept.kind === 'none') {
    return null;
  }
  const isSameLog = kept.checkpoint.organizationId === check.checkpoint.organizationId;
  return isSameLog && goesOnFrom(kept.checkpoint, check.checkpoint, seal.consistency) ? null : 'other-history';
}
