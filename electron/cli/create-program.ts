import { Command } from 'commander';
import { fitbayVersion } from '../compose/fitbay-version.ts';
import type { CliStreams } from './cli-output.ts';
import { createActions } from './command-call.ts';
import { addAssetCommands } from './commands/asset-commands.ts';
import { addAuditCommands } from './commands/audit-commands.ts';
import { addCaptureCommands } from './commands/capture-commands.ts';
import { addCartonCommand } from './commands/carton-command.ts';
import { addDemoCommand } from './commands/demo-command.ts';
import { addDoctorCommand } from './commands/doctor-command.ts';
import { addEnrollCommand } from './commands/enroll-command.ts';
import { addEventsCommands } from './commands/events-commands.ts';
import { addJobsCommands } from './commands/jobs-commands.ts';
import { addLabelCommands } from './commands/label-commands.ts';
import { addNumberCommands } from './commands/number-commands.ts';
import { addOwnershipCommands } from './commands/ownership-commands.ts';
import { addPairingCommands } from './commands/pairing-commands.ts';
import { addReportCommands } from './commands/report-commands.ts';
import { addServingCommands } from './commands/serving-commands.ts';
import { addSimCommands } from './commands/sim-commands.ts';
import { addStorageCommands } from './commands/storage-commands.ts';
import { addSyncCommands } from './commands/sync-commands.ts';
import { addUnitCommands } from './commands/unit-commands.ts';
import type { ExitStatus } from './exit-status.ts';

/** The whole command line as commander knows it. `onEnd` hears what the command that ran ended with. */
export function createProgram(streams: CliStreams, onEnd: (status: ExitStatus) => void): Command {
  const program = new Command('fitbay')
    .description('Workshop station for vehicle communication units')
    .version(fitbayVersion)
    .option('--data <folder>', "the station's data folder (default: the platform's usual place)")
    .option('--json', 'print results as JSON, one document a line')
    .option('--cloud <url>', 'the central API, instead of the one the station was enrolled at')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride();
  const actions = createActions(streams, onEnd);
  addLabelCommands(program, actions);
  addNumberCommands(program, actions);
  addOwnershipCommands(program, actions);
  addCartonCommand(program, actions);
  addPairingCommands(program, actions);
  addAssetCommands(program, actions);
  addEventsCommands(program, actions);
  addUnitCommands(program, actions);
  addSimCommands(program, actions);
  addCaptureCommands(program, actions);
  addReportCommands(program, actions);
  addJobsCommands(program, actions);
  addAuditCommands(program, actions);
  addSyncCommands(program, actions);
  addEnrollCommand(program, actions);
  addServingCommands(program, actions);
  addStorageCommands(program, actions);
  addDoctorCommand(program, actions);
  addDemoCommand(program, actions);
  return program;
}
