import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { type ApprovingPerson, createApprovingPerson } from '#cloud/testing/approving-person.ts';
import type { EnrolmentState } from '#core/contract/station/enrolment.ts';
import { createLog } from '#electron/adapters/log/create-log.ts';
import { composeServed } from '#electron/compose/compose-served.ts';
import type { ComposedStation } from '#electron/compose/compose-station.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

/** A data folder that nobody has enrolled, served as hosts serve it, before a real cloud with the demo's people. */
export interface EnrollingBench {
  readonly dataFolder: string;
  readonly composed: ComposedStation;
  /** As the machine's command line. */
  readonly client: StationClient;
  /** Begins, and answers the waiting state. */
  begin(wish?: { readonly name?: string; readonly place?: string }): Promise<WaitingState>;
  /** Resolves when the enrolment is in one of these states. */
  until(...kinds: readonly EnrolmentState['kind'][]): Promise<EnrolmentState>;
  close(): Promise<void>;
}

export type WaitingState = Extract<EnrolmentState, { kind: 'waiting' }>;

/** A demo cloud whose stations may ask every second whether they were let in. */
export async function startEnrolmentCloud(): Promise<RunningCloud> {
  const cloud = await runCloud({ port: 0, demo: true, pollIntervalSeconds: 1, print: () => {}, writeLog: () => {} });
  if (cloud.kind !== 'running') {
    throw new Error(`the cloud does not start: ${cloud.kind}`);
  }
  return cloud;
}

export async function openEnrollingBench(cloudUrl: string): Promise<EnrollingBench> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fitbay-enrol-'));
  const log = createLog({ destination: 'stderr', level: 'silent' });
  const composed = await composeServed({ dataFolder, host: 'command-line', log, cloudUrl });
  if (composed.kind !== 'composed') {
    throw new Error(`the folder is not served: ${composed.kind}`);
  }
  composed.station.start();
  const client = createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'test' }));
  const until: EnrollingBench['until'] = async (...kinds) => {
    for (;;) {
      const state = await client.enrolment.state();
      if (kinds.includes(state.kind)) {
        return state;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    dataFolder,
    composed,
    client,
    async begin({ name = 'Bench 9', place = 'Hall West' } = {}) {
      const state = await client.enrolment.begin({ cloudUrl, name, place });
      if (state.kind !== 'waiting') {
        throw new Error(`there is no code: ${JSON.stringify(state)}`);
      }
      return state;
    },
    until,
    async close() {
      await composed.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The demo's station administrator on the page of this code. */
export async function administratorAt(cloudUrl: string, code = ''): Promise<ApprovingPerson> {
  const person = demoFleet.people.find(({ roles }) => roles.includes('station-admin'));
  const browser = createApprovingPerson(cloudUrl);
  await browser.signIn(person?.displayName ?? '', person?.pin ?? '', code);
  return browser;
}

/** Somebody lets in what waits behind this state. */
export async function letIn(cloudUrl: string, { userCode, checkNumber }: WaitingState): Promise<void> {
  const browser = await administratorAt(cloudUrl, userCode);
  const page = await browser.submit('/enrol/decide', { act: 'approve', number: checkNumber });
  if (page.status !== 200) {
    throw new Error(`not let in: ${page.status} ${page.title}`);
  }
}
