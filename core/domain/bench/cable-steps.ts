// How the cable changes a sheet: who the unit says it is, what it holds, what became of writing.
import type { ConfigurationChange } from '../installation/configuration-difference.ts';
import type { EventOf } from './bench-event.ts';
import { needsCheckDigitConfirmation, permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { firmwareAfterIdentity, isUpdating } from './firmware-steps.ts';
import { type Change, changed } from './sheet-change.ts';

/** The one comparison that everything on the cable rests on (INST-1). A unit that does not tell its IMEI is not the scanned one. */
export function identify(session: BenchSession, event: EventOf<'cable-identified'>): Change | Refused {
  if (needsCheckDigitConfirmation(session)) {
    return refuse('check-digit', { serial: session.label.serial });
  }
  const { at, by, bay, imei, driver, model, firmware, iccid, port } = event;
  const { serial } = session.label;
  return changed({
    bay,
    identity:
      imei === serial
        ? { kind: 'agrees', imei, driver, model, firmware, iccid, port, at, by }
        : { kind: 'mismatch', scanned: serial, read: imei, port, at, by },
    ...(imei === serial ? firmwareAfterIdentity(session, firmware) : {}),
  });
}

/** Reading is allowed where writing is, and before a transfer too, so that what will be lost is kept. */
export function refusalToRead(session: BenchSession): Refused | null {
  if (session.identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  const install = permissionFor(session, 'install');
  return install.kind === 'denied' && permissionFor(session, 'transfer').kind !== 'granted'
    ? refuse('not-allowed', { code: install.code })
    : null;
}

/** Only a unit that may be worked on is called verified when it holds everything already. */
export function compareConfiguration(
  session: BenchSession,
  event: EventOf<'configuration-compared'>,
): Change | Refused {
  const refused = refusalToRead(session);
  if (refused !== null) {
    return refused;
  }
  const install = permissionFor(session, 'install');
  const { kind: _, ...compared } = event;
  const changes = [...event.changes];
  return changed({
    configuration: {
      ...compared,
      kind: install.kind === 'granted' && isSettled(changes) ? 'verified' : 'compared',
      changes,
    },
  });
}

export function beginWrite(session: BenchSession): Change | Refused {
  if (session.identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  const install = permissionFor(session, 'install');
  if (install.kind !== 'granted') {
    return refuse('not-allowed', { code: install.kind === 'denied' ? install.code : 'TRANSFER_AVAILABLE' });
  }
  const { configuration } = session;
  if (isUpdating(session)) {
    return refuse('write-unfinished');
  }
  switch (configuration.kind) {
    case 'writing':
      return refuse('write-unfinished');
    case 'not-read':
    case 'incomplete':
      return refuse('read-again-first');
    case 'verified':
      return refuse('nothing-to-write');
    case 'compared':
      return configuration.changes.some((change) => change.state === 'to-write')
        ? changed({ configuration: { ...configuration, kind: 'writing' } })
        : refuse('nothing-to-write');
  }
}

/** Only read-back makes it verified (INST-3): one key that is not leaves the whole incomplete, whatever the writer believed. */
export function endWrite(session: BenchSession, event: EventOf<'write-ended'>): Change | Refused {
  const { configuration } = session;
  if (configuration.kind !== 'writing') {
    return refuse('no-write-open');
  }
  const after = { ...configuration, changes: [...event.changes], at: event.at, by: event.by };
  return changed({
    configuration:
      event.why === null && coversAll(configuration.changes, event.changes) && isSettled(event.changes)
        ? { ...after, kind: 'verified' }
        : { ...after, kind: 'incomplete', why: event.why ?? 'not-verified' },
  });
}

/** Nothing is left to write or to look at; keys that the unit does not have cannot be settled better. */
function isSettled(changes: readonly ConfigurationChange[]): boolean {
  return changes.every((change) => change.state === 'verified' || change.state === 'unsupported');
}

function coversAll(wanted: readonly ConfigurationChange[], ended: readonly ConfigurationChange[]): boolean {
  return wanted.every((change) => ended.some(({ key }) => key === change.key));
}
