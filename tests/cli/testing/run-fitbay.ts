import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runCli } from '#electron/cli/run-cli.ts';

/** What a command line came to. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function fitbay(...commandLine: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const status = await runCli(commandLine, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

/** The lines of a `--json` run; each must be one JSON document and nothing else may be there. */
export function jsonLines({ out }: Pick<Ran, 'out'>): readonly unknown[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const program = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli.ts');

/** A command in a process of its own, for what only a process shows: streams, signals, exit status. */
export interface Process {
  /** Resolves with the first line of standard output. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ran>;
  signal(signal: NodeJS.Signals): void;
}

/** `temporary`: the folder that it may use for what it throws away; the machine's own unless given. */
export function startFitbay(commandLine: readonly string[], temporary?: string): Process {
  const child = spawn(process.execPath, [program, ...commandLine], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: temporary === undefined ? process.env : { ...process.env, TMPDIR: temporary },
  });
  let out = '';
  let err = '';
  let tellFirst = (_line: string) => {};
  const firstLine = new Promise<string>((resolve) => {
    tellFirst = resolve;
  });
  child.stdout.on('data', (chunk) => {
    out += chunk;
    const [line, rest] = out.split('\n');
    if (line !== undefined && rest !== undefined) {
      tellFirst(line);
    }
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (code) => {
      tellFirst('');
      resolve({ status: code ?? -1, out, err });
    });
  });
  return { firstLine, ended, signal: (signal) => child.kill(signal) };
}
