// The two lines that hang on the cable: who the unit is, and what it holds.
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnitTypeEntry } from '../ownership/unit-type-matrix.ts';
import { needsCheckDigitConfirmation, permissionFor } from './bench-permission.ts';
import type { BenchSession } from './bench-session.ts';
import { needsConfiguration } from './missing-for-sign-off.ts';
import { blockOf, type SheetLine } from './sheet-line.ts';

/** Whether the unit on the cable is the scanned one. Not needed where nothing will be done over the cable. */
export function identityLine(session: BenchSession): SheetLine<'identity'> {
  const { identity } = session;
  switch (identity.kind) {
    case 'agrees': {
      const { imei, model, firmware, port, at } = identity;
      return {
        step: 'identity',
        state: 'agrees',
        mark: 'ok',
        settled: true,
        detail: { imei, model, firmware, port },
        at,
      };
    }
    case 'mismatch': {
      const { scanned, read, port, at } = identity;
      const detail = { scanned, read: read ?? '', readKnown: read === null ? 'no' : 'yes', port };
      return { step: 'identity', state: 'mismatch', mark: 'stop', settled: false, detail, at };
    }
    case 'not-read': {
      const needed = (['install', 'inspect'] as const).some(
        (action) => permissionFor(session, action).kind !== 'denied',
      );
      const blockedBy = needsCheckDigitConfirmation(session) ? 'check-digit' : null;
      return needed
        ? { step: 'identity', state: 'not-read', mark: 'idle', settled: false, blockedBy }
        : { step: 'identity', state: 'not-needed', mark: 'idle', settled: true, blockedBy };
    }
    default:
      return assertNever(identity);
  }
}

/** How the configuration stands. Green only after it was read back. */
export function configurationLine(session: BenchSession, entry: UnitTypeEntry | null): SheetLine<'configure'> {
  const install = permissionFor(session, 'install');
  if (install.kind === 'denied' && session.configuration.kind === 'not-read') {
    return deniedLine(session, install.code, entry);
  }
  const block = blockOf(session, install) ?? (session.identity.kind === 'agrees' ? null : 'identity-first');
  return { ...configurationState(session), blockedBy: session.configuration.kind === 'verified' ? null : block };
}

/** With a tool of its own where the type is only transferred here (OWN-6). */
function deniedLine(session: BenchSession, code: string, entry: UnitTypeEntry | null): SheetLine<'configure'> {
  const tool = entry?.vendorTool ?? null;
  const line = { step: 'configure', mark: 'idle', settled: true } as const;
  return code === 'TYPE_TRANSFER_ONLY' && tool !== null
    ? { ...line, state: 'other-tool', detail: { tool } }
    : { ...line, state: 'not-allowed', detail: { code }, blockedBy: blockOf(session, { kind: 'denied', code }) };
}

function configurationState(session: BenchSession): SheetLine<'configure'> {
  const { configuration, firmware } = session;
  if (firmware?.kind === 'updating' || (firmware?.kind === 'incomplete' && firmware.after === null)) {
    const { from, to, at } = firmware;
    const line = { step: 'configure', settled: false, detail: { from, to }, at } as const;
    return firmware.kind === 'updating'
      ? { ...line, state: 'updating', mark: 'work' }
      : { ...line, state: 'firmware-unknown', mark: 'stop' };
  }
  if (configuration.kind === 'not-read') {
    const state = needsConfiguration(session) ? 'not-read' : 'optional';
    return { step: 'configure', state, mark: 'idle', settled: false };
  }
  const { profileName: profile, profileVersion, keysCompared, changes, at } = configuration;
  const count = (states: readonly string[]) => String(changes.filter((change) => states.includes(change.state)).length);
  const detail = {
    profile,
    version: String(profileVersion),
    keys: String(keysCompared),
    toWrite: count(['to-write']),
    unread: count(['unknown']),
    unsupported: count(['unsupported']),
    verified: count(['verified']),
  };
  const line = { step: 'configure', detail, at } as const;
  switch (configuration.kind) {
    case 'compared':
      return { ...line, state: 'compared', mark: 'warn', settled: false };
    case 'writing':
      return { ...line, state: 'writing', mark: 'work', settled: false };
    case 'verified':
      return { ...line, state: 'verified', mark: 'ok', settled: true };
    case 'incomplete':
      return {
        ...line,
        state: 'incomplete',
        mark: 'stop',
        settled: false,
        detail: { ...detail, why: configuration.why },
      };
    default:
      return assertNever(configuration);
  }
}
