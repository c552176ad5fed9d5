import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { plainNameOf } from '#core/kernel/plain-name.ts';
import { createLog } from '../adapters/log/create-log.ts';
import { composeServed } from '../compose/compose-served.ts';
import { type ComposedStation, type CompositionRefusal, composeStation } from '../compose/compose-station.ts';
import { explainRefusal } from '../compose/explain-refusal.ts';
import { readRunFile } from '../compose/run-file.ts';
import { type StationFile, writeStationFile } from '../compose/station-file.ts';
import { createInProcessClient, type StationClient } from '../host/in-process-client.ts';
import type { CommandCall } from './command-call.ts';
import { type ExitStatus, exitStatus, statusOfRefusal } from './exit-status.ts';
import { connectToRunning } from './remote-client.ts';

/**
 * How a command reaches the station of its data folder: in this process where the folder is free, otherwise through the loopback host of
 * the Fitbay that holds it. The work cannot tell which.
 */
export type ReachedStation =
  | { readonly kind: 'reached'; readonly client: StationClient; close(): Promise<void> }
  | CompositionRefusal
  /** Somebody holds the folder and does not answer. */
  | { readonly kind: 'no-answer'; readonly detail: string };

export interface ReachOptions {
  /** Lets a station in this process look at ports and sync while the command works. */
  readonly start?: boolean;
}

export async function reachStation(call: CommandCall, { start = false }: ReachOptions = {}): Promise<ReachedStation> {
  const { dataFolder, cloudUrl } = call;
  const composed = await composeStation({ dataFolder, cloudUrl, host: 'command-line' });
  if (composed.kind === 'composed') {
    if (start) {
      composed.station.start();
    }
    return inThisProcess(composed);
  }
  return throughRunning(call, composed);
}

/** The same, also where the folder has no enrolment yet: then it can only be enrolled. */
export async function reachServed(call: CommandCall): Promise<ReachedStation> {
  const { dataFolder, cloudUrl } = call;
  const composed = await composeServed({ dataFolder, cloudUrl, host: 'command-line' });
  return composed.kind === 'composed' ? inThisProcess(composed) : throughRunning(call, composed);
}

async function throughRunning({ dataFolder }: CommandCall, composed: CompositionRefusal): Promise<ReachedStation> {
  const running = composed.kind === 'another-is-open' ? readRunFile(dataFolder) : null;
  if (running === null) {
    return composed;
  }
  const remote = await connectToRunning(running);
  return remote.kind === 'connected'
    ? { kind: 'reached', client: remote.client, close: async () => remote.close() }
    : { kind: 'no-answer', detail: `process ${running.pid}: ${remote.detail}` };
}

function inThisProcess(composed: ComposedStation): Extract<ReachedStation, { kind: 'reached' }> {
  const principal = { kind: 'command-line', name: plainNameOf(userInfo().username) } as const;
  return {
    kind: 'reached',
    client: createInProcessClient(composed.router, () => principal),
    close: () => composed.close(),
  };
}

/** Does `work` on the station of the call's data folder, or says why there is none. */
export async function withStation(
  call: CommandCall,
  work: StationWork,
  options: ReachOptions = {},
): Promise<ExitStatus> {
  return workWith(call, await reachStation(call, options), work);
}

/** Does `work` on units at ports, which needs no enrolment: without a station a throw-away one does it and keeps nothing. */
export async function withCableBench(call: CommandCall, work: StationWork): Promise<ExitStatus> {
  const reached = await reachStation(call);
  if (reached.kind !== 'not-enrolled') {
    return workWith(call, reached, work);
  }
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-cable-'));
  try {
    writeStationFile(directory, nobody);
    const log = createLog({ destination: 'stderr', level: 'silent' });
    const composed = await composeStation({ dataFolder: directory, host: 'command-line', log });
    return await workWith(call, composed.kind === 'composed' ? inThisProcess(composed) : composed, work);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export type StationWork = (client: StationClient) => Promise<ExitStatus>;

/** The station of a machine that is none: it has no cloud and never starts to sync. */
const nobody: StationFile = {
  version: 2,
  stationId: stationId.parse('not-enrolled'),
  generation: 1,
  name: 'not enrolled',
  place: '',
  organizationId: organizationId.parse('not-enrolled'),
  cloudUrl: 'http://127.0.0.1:9',
  demo: false,
};

/** Does `work` on what was reached, and lets it go; or says why nothing was. */
export async function workWith(call: CommandCall, reached: ReachedStation, work: StationWork): Promise<ExitStatus> {
  switch (reached.kind) {
    case 'reached':
      try {
        return await work(reached.client);
      } finally {
        await reached.close();
      }
    case 'no-answer':
      call.output.refusal(
        { kind: 'no-answer' },
        `Another Fitbay has this data folder open and does not answer (${reached.detail}).`,
      );
      return exitStatus.tryLater;
    default:
      call.output.refusal({ kind: reached.kind }, explainRefusal(reached));
      return statusOfRefusal(reached);
  }
}
