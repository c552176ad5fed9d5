import { runCli } from './cli/run-cli.ts';

/** Composition root of `fitbay …` (STA-7). */

/** What keeps the process alive after its work is done is not waited for longer than this. */
const lastHandlesMs = 2_000;

// `fitbay … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
setTimeout(() => process.exit(), lastHandlesMs).unref();
