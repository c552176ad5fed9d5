import type { AreaProcedures } from '../procedures.ts';
import type { Enrolment } from './create-enrolment.ts';

/** Enrolment as the contract offers it. Null: a station whose host cannot enrol, as in tests of everything else. */
export function enrolmentProcedures(enrolment: Enrolment | null): AreaProcedures<'enrolment'> {
  return {
    state: async () => enrolment?.state() ?? { kind: 'idle' },
    about: async () =>
      enrolment?.facts() ?? { kind: 'not-enrolled', suggestion: { cloudUrl: '', name: '', place: '' } },
    begin: async (wish) =>
      (await enrolment?.begin(wish)) ?? { kind: 'failed', why: 'not-here', cloudUrl: wish.cloudUrl, detail: '' },
    cancel: async () => enrolment?.cancel() ?? { kind: 'idle' },
  };
}
