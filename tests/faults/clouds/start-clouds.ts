import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { invariant } from '#core/kernel/invariant.ts';
import type { Sabotage } from './sabotage.ts';

/** Clouds as processes of their own on one PostgreSQL. */
export interface RunningClouds {
  readonly urls: readonly string[];
  /** Sets the clocks of all of them forward, one after the other as it comes. */
  setForward(durationMs: number): void;
  stop(): Promise<void>;
}

export async function startClouds(
  databaseUrl: string,
  { count, sabotage = null }: { readonly count: number; readonly sabotage?: Sabotage | null },
): Promise<RunningClouds> {
  // One after the other: the first one brings the database to its shape.
  const started: StartedProgram[] = [];
  for (let number = 0; number < count; number += 1) {
    started.push(await startProgram(join(import.meta.dirname, 'cloud-program.ts'), [databaseUrl, sabotage ?? '']));
  }
  return {
    urls: started.map(({ firstLine }) => firstLine),
    setForward(durationMs) {
      for (const { process } of started) {
        process.send(durationMs);
      }
    },
    async stop() {
      await Promise.all(started.map(({ process }) => killProgram(process)));
    },
  };
}

export interface StartedProgram {
  readonly process: ChildProcess;
  readonly firstLine: string;
}

/** Starts a program of this tree and waits for its first line; what it writes to its error output is kept for the case that it ends before. */
export async function startProgram(file: string, programArguments: readonly string[]): Promise<StartedProgram> {
  const started = spawn(process.execPath, [file, ...programArguments], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { stdout, stderr } = started;
  invariant(stdout !== null && stderr !== null, 'both are pipes');
  let said = '';
  stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-4_000);
  });
  for await (const line of createInterface({ input: stdout })) {
    stdout.resume();
    return { process: started, firstLine: line };
  }
  throw new Error(`${file} ended before it was ready: ${said}`);
}

export async function killProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) {
    const gone = once(program, 'exit');
    program.kill('SIGKILL');
    await gone;
  }
}
