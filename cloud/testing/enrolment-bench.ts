import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { Role } from '#core/domain/access/roles.ts';
import { organizationId, personId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { putPerson } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { type ApprovingPerson, createApprovingPerson, type ShownPage } from './approving-person.ts';
import { checkNumber, createEnrollingStation, type EnrollingStation, type PollEnd } from './enrolling-station.ts';
import { openMemoryDatabase } from './open-memory-database.ts';
import { startTestCloud, type TestCloud } from './test-cloud.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

/** A cloud with people who may approve stations, for tests of enrolment. The database stays with whoever opened it. */
export interface EnrolmentBench {
  readonly cloud: TestCloud;
  readonly world: TestWorld;
  /** A new person of this organization, by name; the PIN is `benchPin`. Every test has its own, so that no count of tries is shared. */
  addPerson(organization: string, roles: readonly Role[]): Promise<string>;
  /** A new person in front of the page of this code, each from an address of their own. */
  signedIn(organization: string, code: string, roles?: readonly Role[]): Promise<ApprovingPerson>;
  newStation(id?: string): Promise<EnrollingStation>;
  /** Enrols the station and answers its first tokens. */
  enrolled(station: EnrollingStation): Promise<Tokens>;
  close(): Promise<void>;
}

export type Tokens = Extract<PollEnd, { kind: 'tokens' }>;

export const benchPin = '613084';

export const approve = (person: ApprovingPerson, number: string = checkNumber): Promise<ShownPage> =>
  person.submit('/enrol/decide', { act: 'approve', number });

export function tokensOf(end: PollEnd): Tokens {
  if (end.kind !== 'tokens') {
    throw new Error(`no tokens: ${end.error}`);
  }
  return end;
}

export async function openEnrolmentBench(database: CloudDatabase): Promise<EnrolmentBench> {
  const cloud = await startTestCloud(database);
  const world = await createTestWorld(cloud);
  let count = 0;
  const bench: EnrolmentBench = {
    cloud,
    world,
    async addPerson(organization, roles) {
      count += 1;
      const number = count;
      const displayName = `P. Erson ${number}`;
      const pinVerifier = await makePinVerifier(benchPin, 'demo');
      await database.asSystem('administration').transact((transaction) =>
        putPerson(transaction, {
          id: personId.parse(`person-${number}`),
          organizationId: organizationId.parse(organization),
          displayName,
          givenName: 'Pat',
          roles: [...roles],
          active: true,
          badge: `BADGE-${number}`,
          pinVerifier,
        }),
      );
      return displayName;
    },
    async signedIn(organization, code, roles = ['station-admin']) {
      const name = await bench.addPerson(organization, roles);
      const person = createApprovingPerson(cloud.url, { address: `10.1.0.${count}` });
      await person.signIn(name, benchPin, code);
      return person;
    },
    newStation: (id) => createEnrollingStation(cloud.url, id),
    async enrolled(station) {
      const code = await station.begin();
      await approve(await bench.signedIn(world.partner, code.user_code));
      return tokensOf(await station.poll(code));
    },
    close: () => cloud.close(),
  };
  return bench;
}

/** The enrolment bench that a file of tests shares, with a clock that they may move. */
export interface EnrolmentOfFile {
  readonly bench: EnrolmentBench;
  readonly database: CloudDatabase;
  /** What an organization reads of itself, newest first. */
  logOf(organization: string): Promise<readonly LoggedAct[]>;
  /** Moves the clock of the OAuth server and of the station alike until the test ends; both run in this process. */
  laterBy(seconds: number): void;
}

interface LoggedAct {
  readonly action: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly actor: string | null;
}

/** Opens a bench before a file's tests and closes it after them. Called at the top of the file. */
export function enrolmentOfFile(): EnrolmentOfFile {
  let opened: Pick<EnrolmentOfFile, 'bench' | 'database'> | undefined;
  beforeAll(async () => {
    const database = await openMemoryDatabase();
    opened = { database, bench: await openEnrolmentBench(database) };
  }, 60_000);
  afterEach(() => vi.useRealTimers());
  afterAll(async () => {
    await opened?.bench.close();
    await opened?.database.close();
  });
  const parts = () => {
    invariant(opened !== undefined, 'a hook of the file opens the bench before any test');
    return opened;
  };
  return {
    get bench() {
      return parts().bench;
    },
    get database() {
      return parts().database;
    },
    logOf: (organization) =>
      parts()
        .database.asSystem('administration')
        .read((transaction) =>
          transaction
            .selectFrom('organization_audit')
            .select(['action', 'outcome', 'code', 'actor'])
            .where('organization_id', '=', organization)
            .orderBy('index', 'desc')
            .execute(),
        ),
    laterBy(seconds) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
    },
  };
}
