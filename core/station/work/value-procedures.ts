import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { normalizeVin } from '../../domain/identity/vin.ts';
import { type FamilyLimits, judgeValue } from '../../domain/installation/judge-value.ts';
import { jobValuesOf, type Preset, presetsOf } from '../../domain/installation/preset.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { DriverId } from '../../ports/unit-driver.ts';
import type { Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { mayOverride } from '../profiles/may-override.ts';
import { profileOf, profilesForSheet } from '../profiles/profile-book.ts';
import { changeSheet, type SheetOutcome } from '../sheets/change-sheet.ts';
import { sheetResult } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { configurationView } from './configuration-view.ts';

type Values = Pick<
  AreaProcedures<'bench'>,
  'configuration' | 'chooseProfile' | 'giveValue' | 'overrideValue' | 'takeBackValue'
>;

/** Which values the unit of a sheet shall hold: the profile, what is given for this one unit, and departures with their reason (INST-4, ORG-5). */
export function valueProcedures(context: StationContext): Values {
  const { store } = context;
  return {
    configuration: async ({ sessionId }) => {
      const session = store.session(sessionId);
      return session === null
        ? { kind: 'no-such-sheet' }
        : { kind: 'configuration', view: configurationView(context, session) };
    },
    chooseProfile: async ({ sessionId, profileId }, { principal }) => {
      const session = store.session(sessionId);
      const chosen =
        session === null ? undefined : profilesForSheet(context, session).find(({ id }) => id === profileId);
      if (session !== null && chosen === undefined) {
        return { ...refuse('no-such-profile'), detail: {} };
      }
      const outcome = changeSheet(context, {
        ...{ sessionId, principal, event: { kind: 'profile-chosen', profileId } },
        audit: { action: 'configuration.profile-chosen', after: { profile: chosen?.name ?? '' } },
      });
      return sheetResult(context, outcome);
    },
    giveValue: async ({ sessionId, key, value }, { principal }) =>
      sheetResult(context, giveValue(context, principal, { sessionId, key, value, reason: null })),
    overrideValue: async ({ sessionId, key, value, reason }, { principal }) =>
      sheetResult(context, giveValue(context, principal, { sessionId, key, value, reason })),
    takeBackValue: async ({ sessionId, key }, { principal }) => {
      const outcome = changeSheet(context, {
        ...{ sessionId, principal, event: { kind: 'value-taken-back', key } },
        audit: { action: 'configuration.value-taken-back', after: { key } },
      });
      return sheetResult(context, outcome);
    },
  };
}

interface Giving {
  readonly sessionId: SessionId;
  readonly key: string;
  readonly value: string;
  /** Null where the caller does not know of anything prescribed; then nothing prescribed is departed from. */
  readonly reason: string | null;
}

/** Facts for the machine: what is prescribed there, and whether the customer allows to depart from it at this moment. */
function giveValue(context: StationContext, principal: Principal, giving: Giving): SheetOutcome {
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
      ...{ kind: 'value-given', key, value, instead, reason },
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
  return presetsOf(profile ?? { values: [] }, jobValuesOf(session.presets)).get(key) ?? null;
}

/** What the unit on the cable takes, where it is known which one that is. */
function limitsOf(context: StationContext, { identity }: BenchSession, key: string): FamilyLimits {
  if (identity.kind !== 'agrees') {
    return {};
  }
  const { driver: id, imei, model, firmware, iccid } = identity;
  // The id was stored by a driver of this station; one that it lacks by now has no limits to tell.
  const driver = context.drivers.byId(id as DriverId);
  const known = driver?.capabilities({ driver: driver.id, imei, model, firmware, iccid, hardware: null }).keys[key];
  return known ?? {};
}
