import { CommanderError } from 'commander';
import type { CliStreams } from './cli-output.ts';
import { createProgram } from './create-program.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';

/** Runs one command line, without the program's own name, and says what to end with. Never throws. */
export async function runCli(commandLine: readonly string[], streams: CliStreams): Promise<ExitStatus> {
  let ended: ExitStatus = exitStatus.done;
  const program = createProgram(streams, (status) => {
    ended = status;
  });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return ended;
  } catch (error: unknown) {
    if (error instanceof CommanderError) {
      // Help and version are asked for; all else is a wrong word, and commander has said which.
      return error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUsage;
    }
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.err(`Something is broken in Fitbay: ${cause}\n`);
    return exitStatus.fault;
  }
}
