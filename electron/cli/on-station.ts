import type { CommandCall } from './command-call.ts';
import type { ExitStatus } from './exit-status.ts';
import type { ReachOptions, StationWork } from './reach-station.ts';

// A station brings database, serial ports and printing along: most of a second, which `label parse` need not wait for. So what is
// needed for one is loaded when a command asks for it.

/** Does `work` on the station of the call's data folder, or says why there is none. */
export async function onStation(call: CommandCall, work: StationWork, options?: ReachOptions): Promise<ExitStatus> {
  const { withStation } = await import('./reach-station.ts');
  return withStation(call, work, options);
}

/** Does `work` on units at ports, which needs no enrolment. */
export async function onCableBench(call: CommandCall, work: StationWork): Promise<ExitStatus> {
  const { withCableBench } = await import('./reach-station.ts');
  return withCableBench(call, work);
}
