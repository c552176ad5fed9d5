// How updating the firmware changes a sheet (INST-5). Only the unit's own word afterwards makes it done.
import type { EventOf } from './bench-event.ts';
import { permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import type { FirmwareState } from './firmware-state.ts';
import { type Change, changed } from './sheet-change.ts';

export function changeFirmware(
  session: BenchSession,
  event: EventOf<'firmware-begun' | 'firmware-ended'>,
): Change | Refused {
  return event.kind === 'firmware-begun' ? beginFirmware(session, event) : endFirmware(session, event);
}

function beginFirmware(session: BenchSession, event: EventOf<'firmware-begun'>): Change | Refused {
  const { identity, configuration, restore } = session;
  if (identity.kind !== 'agrees') {
    return refuse('identity-first');
  }
  const install = permissionFor(session, 'install');
  if (install.kind !== 'granted') {
    return refuse('not-allowed', { code: install.kind === 'denied' ? install.code : 'TRANSFER_AVAILABLE' });
  }
  if (configuration.kind === 'writing' || restore.kind === 'writing' || isUpdating(session)) {
    return refuse('write-unfinished');
  }
  if (configuration.kind === 'incomplete') {
    return refuse('read-again-first');
  }
  const { kind: _, ...order } = event;
  return changed({ firmware: { kind: 'updating', ...order } });
}

/** While a firmware is on its way nothing else may be done to the unit. */
export function isUpdating({ firmware }: BenchSession): boolean {
  return firmware?.kind === 'updating';
}

/**
 * `after` is what the unit told when it was identified again. Null where it was not: then nobody knows what it is now, and it has to be
 * identified before anything else. A unit that runs another firmware than before may hold other values, too: what was compared with it
 * counts no more.
 */
function endFirmware(session: BenchSession, event: EventOf<'firmware-ended'>): Change | Refused {
  const { firmware, identity } = session;
  if (firmware?.kind !== 'updating') {
    return refuse('no-write-open');
  }
  const { at, by, after, why } = event;
  const isKept = after === firmware.from && why !== null;
  return changed({
    firmware: concluded({ ...firmware, at, by }, { after, why }),
    ...(identity.kind === 'agrees' ? { identity: identityAfter(identity, after) } : {}),
    ...(isKept ? {} : { configuration: { kind: 'not-read' as const } }),
  });
}

function identityAfter(
  identity: Extract<BenchSession['identity'], { kind: 'agrees' }>,
  after: string | null,
): BenchSession['identity'] {
  return after === null ? { kind: 'not-read' } : { ...identity, firmware: after };
}

/** What an identification says of an update that did not end well: it may have been the last step that was missing. */
export function firmwareAfterIdentity({ firmware }: BenchSession, told: string): Partial<BenchSession> {
  return firmware?.kind === 'incomplete' ? { firmware: concluded(firmware, { after: told, why: firmware.why }) } : {};
}

function concluded(
  before: Exclude<FirmwareState, { kind: 'updated' }>,
  { after, why }: { readonly after: string | null; readonly why: string | null },
): FirmwareState {
  const { sha256, file, model, from, to, direction, at, by } = before;
  const order = { sha256, file, model, from, to, direction, at, by };
  return isFirmwareProved(order, { after, why })
    ? { kind: 'updated', ...order }
    : { kind: 'incomplete', ...order, after, why: why ?? 'other-version' };
}

/** Whether the unit runs what it was given. A version that was the same before proves nothing of a transfer that was cut off. */
export function isFirmwareProved(
  { from, to }: Pick<FirmwareState, 'from' | 'to'>,
  { after, why }: { readonly after: string | null; readonly why: string | null },
): boolean {
  return after === to && (why === null || from !== to);
}
