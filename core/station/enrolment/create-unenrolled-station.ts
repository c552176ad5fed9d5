import type { StationInfo } from '../../contract/station/station.ts';
import type { SyncStatus } from '../../contract/station/sync.ts';
import { stationContract } from '../../contract/station-contract.ts';
import type { Station } from '../create-station.ts';
import { createEventHub } from '../event-hub.ts';
import type { StationProcedures } from '../procedures.ts';
import type { Enrolment } from './create-enrolment.ts';
import { enrolmentProcedures } from './enrolment-procedures.ts';

/**
 * What a data folder without an enrolment is to its hosts: a station that can say who it is not, and enrol (STA-1). It has no store, no
 * people and no cables. Everything else is refused; a page that knows `info.enrolled` does not ask for it.
 */
export interface UnenrolledDeps {
  readonly enrolment: Enrolment;
  readonly version: string;
  readonly host: StationInfo['host'];
  /** Language to begin with. */
  readonly locale: StationInfo['locale'];
}

export function createUnenrolledStation({ enrolment, version, host, locale }: UnenrolledDeps): Station {
  const hub = createEventHub();
  let spoken = locale;
  const info = (): StationInfo => ({
    name: '',
    place: '',
    organizationName: '',
    version,
    demo: false,
    enrolled: false,
    host,
    locale: spoken,
  });
  const stopListening = enrolment.onChange(() =>
    hub.publish({ kind: 'changed', topics: ['enrolment'], sessionId: null }),
  );
  return {
    procedures: {
      ...refuseAll(),
      access: {
        ...refuseAll().access,
        people: async () => [],
        seat: async () => ({ kind: 'empty' }),
      },
      // What every host asks before it ends: nothing is at work, nothing waits.
      cable: { ...refuseAll().cable, bays: async () => [] },
      enrolment: enrolmentProcedures(enrolment),
      sync: { ...refuseAll().sync, status: async () => nothingToSend },
      station: {
        info: async () => info(),
        watch: async (_input, { cancel }) => hub.watch(cancel),
        async setLocale(wish) {
          spoken = wish.locale;
          hub.publish({ kind: 'changed', topics: ['seat'], sessionId: null });
          return info();
        },
        doctor: async () => ({
          checks: [
            { name: 'cloud', state: 'bad', detail: 'this station is not enrolled', fix: 'sync.why.not-enrolled' },
          ],
        }),
      },
    },
    // Nobody can sign in before there are people: whoever sits at this machine may enrol it, and a person at the centre decides.
    seatPrincipal: () => ({ kind: 'command-line', name: 'enrolment' }),
    checkStepUp: () => ({ kind: 'passed', secondPerson: null }),
    start: () => {},
    async dispose() {
      stopListening();
      hub.dispose();
    },
  };
}

const nothingToSend: SyncStatus = {
  state: 'not-enrolled',
  pending: 0,
  needsYou: 0,
  oldest: null,
  lastContact: null,
  nextAttemptInMs: null,
  why: 'sync.why.not-enrolled',
  clockOffsetMs: null,
  laterChanges: 0,
};

/** The contract's own names, each with a refusal behind it; the type cannot follow a loop over names. */
function refuseAll(): StationProcedures {
  const refuse = async (): Promise<never> => {
    throw new Error('this station is not enrolled');
  };
  const areas = Object.entries(stationContract).map(([area, procedures]) => [
    area,
    Object.fromEntries(Object.keys(procedures).map((name) => [name, refuse])),
  ]);
  return Object.fromEntries(areas) as unknown as StationProcedures;
}
