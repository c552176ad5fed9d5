import { refuse } from '../../domain/bench/bench-refusal.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { bindingFields } from '../../domain/jobs/job-wants.ts';
import { jobBehind } from '../jobs/job-for-sheet.ts';
import type { AreaProcedures } from '../procedures.ts';
import { profilesForSheet } from '../profiles/profile-book.ts';
import { changeSheet } from '../sheets/change-sheet.ts';
import { sheetResult } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { configurationView } from './configuration-view.ts';
import { giveValue } from './give-value.ts';

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
      const job = session === null ? null : jobBehind(context, session);
      const wanted = job === null ? null : bindingFields(job).profileId;
      if (job !== null && wanted !== null && wanted !== profileId) {
        return { ...refuse('job-profile'), detail: { job: jobName(job.number) } };
      }
      const outcome = changeSheet(context, {
        sessionId,
        principal,
        event: { kind: 'profile-chosen', profileId },
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
        sessionId,
        principal,
        event: { kind: 'value-taken-back', key },
        audit: { action: 'configuration.value-taken-back', after: { key } },
      });
      return sheetResult(context, outcome);
    },
  };
}
