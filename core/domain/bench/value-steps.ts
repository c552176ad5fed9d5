// Values that are given on a sheet for its one unit (INST-4, ORG-5). What the facts are, the station says in the event; whether they allow
// it is decided here, and the same at the cloud by `judgeInstalled`.
import type { OwnValue } from '../installation/own-value.ts';
import type { EventOf } from './bench-event.ts';
import { permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { type Change, changed } from './sheet-change.ts';

const shortestReason = 3;

/** Which of the profiles that fit the unit shall hold. */
export function chooseProfile(session: BenchSession, event: EventOf<'profile-chosen'>): Change | Refused {
  return refusalToChange(session) ?? changed({ ...outdated(session), wishedProfileId: event.profileId });
}

/** In the place of a prescribed value only where the customer allows it, and only with a reason. */
export function giveValue(session: BenchSession, event: EventOf<'value-given'>): Change | Refused {
  const refused = refusalToChange(session);
  if (refused !== null) {
    return refused;
  }
  const { key, value, instead, overrideAllowed, at, by } = event;
  const others = othersThan(session, key);
  if (instead === value) {
    return changed({ ...outdated(session), ownValues: others });
  }
  if (instead === null) {
    const given: OwnValue = { key, value, source: 'unit', reason: null, instead, at, by };
    return changed({ ...outdated(session), ownValues: [...others, given] });
  }
  if (!overrideAllowed) {
    return refuse('value-locked', { key });
  }
  const reason = event.reason?.trim() ?? '';
  if (reason.length < shortestReason) {
    return refuse('reason-missing');
  }
  const given: OwnValue = { key, value, source: 'override', reason, instead, at, by };
  return changed({ ...outdated(session), ownValues: [...others, given] });
}

export function takeValueBack(session: BenchSession, event: EventOf<'value-taken-back'>): Change | Refused {
  const refused = refusalToChange(session);
  if (refused !== null) {
    return refused;
  }
  return session.ownValues?.some(({ key }) => key === event.key) === true
    ? changed({ ...outdated(session), ownValues: othersThan(session, event.key) })
    : refuse('value-not-given', { key: event.key });
}

function refusalToChange(session: BenchSession): Refused | null {
  const install = permissionFor(session, 'install');
  if (install.kind === 'denied') {
    return refuse('not-allowed', { code: install.code });
  }
  const isWriting = session.configuration.kind === 'writing' || session.restore.kind === 'writing';
  return isWriting ? refuse('write-unfinished') : null;
}

function othersThan({ ownValues = [] }: BenchSession, key: string): OwnValue[] {
  return ownValues.filter((one) => one.key !== key);
}

/** What was compared is not what is wanted any more. A write that was cut off stays so: the unit holds a mixture whatever is wanted. */
function outdated({ configuration }: BenchSession): Pick<BenchSession, 'configuration'> {
  return { configuration: configuration.kind === 'incomplete' ? configuration : { kind: 'not-read' } };
}
