import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { normalizeVin } from '../../domain/identity/vin.ts';
import { type FamilyLimits, judgeValue } from '../../domain/installation/judge-value.ts';
import { type Preset, presetsOf } from '../../domain/installation/preset.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { capabilitiesOf } from '../firmware/firmware-view.ts';
import { jobValuesFor } from '../jobs/job-for-sheet.ts';
import type { Principal } from '../principal.ts';
import { mayOverride } from '../profiles/may-override.ts';
import { profileOf } from '../profiles/profile-book.ts';
import { changeSheet, type SheetOutcome } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

export interface Giving {
  readonly sessionId: SessionId;
  readonly key: string;
  readonly value: string;
  /** Null where the caller does not know of anything prescribed; then nothing prescribed is departed from. */
  readonly reason: string | null;
}

/** Facts for the machine: what is prescribed there, and whether the customer allows to depart from it at this moment. */
export function giveValue(context: StationContext, principal: Principal, giving: Giving): SheetOutcome {
  const { sessionId, key, reason } = giving;
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const value = key === 'vin' ? normalizeVin(giving.value) : giving.value.trim();
  const problem = judgeValue(key, value, limitsOf(context, session, key));
  if (problem !== null) {
    return refuse('value-not-taken', { key, problem: problem.kind });
  }
  const preset = presetFor(context, session, key);
  const instead = preset?.value ?? null;
  const isOverride = instead !== null;
  return changeSheet(context, {
    sessionId,
    principal,
    event: {
      kind: 'value-given',
      key,
      value,
      instead,
      reason,
      overrideAllowed: mayOverride(context, session.customerId),
    },
    audit: {
      action: isOverride ? 'configuration.overridden' : 'configuration.value-given',
      ...(instead === null ? {} : { before: { [key]: instead, by: preset?.source ?? '' } }),
      after: { [key]: value, ...(reason === null ? {} : { reason }) },
    },
    ...(isOverride
      ? { feed: { mark: 'warn' as const, key: 'value-overridden', detail: { key, value, reason: reason ?? '' } } }
      : {}),
  });
}

function presetFor(context: StationContext, session: BenchSession, key: string): Preset | null {
  const profile = profileOf(context, session);
  return presetsOf(profile ?? { values: [] }, jobValuesFor(context, session)).get(key) ?? null;
}

/** What the unit on the cable takes, where it is known which one that is. */
function limitsOf(context: StationContext, session: BenchSession, key: string): FamilyLimits {
  return capabilitiesOf(context, session)?.keys[key] ?? {};
}
