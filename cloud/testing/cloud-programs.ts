import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** The cloud as it is started in production, as a process of its own. */
export interface CloudProgram {
  readonly url: string;
  readonly metricsUrl: string;
  readonly process: ChildProcess;
  /** What it has logged so far, one JSON object a line. */
  logged(): string;
  /** Resolves with the exit code when it has ended; null: a signal ended it. */
  readonly ended: Promise<number | null>;
}

const ready = z.object({ kind: z.literal('ready'), url: z.string(), metrics: z.string() });

export async function startCloudProgram(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<CloudProgram> {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const started = spawn(process.execPath, [main, '--port', '0', '--database', databaseUrl], {
    env: { ...process.env, FITBAY_WEBHOOKS_TO_LOOPBACK: '1', FITBAY_METRICS: '127.0.0.1:0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  started.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const ended = once(started, 'exit').then(([code]) => z.number().nullable().parse(code));
  for await (const line of createInterface({ input: started.stdout })) {
    const { url, metrics } = ready.parse(JSON.parse(line));
    return { url, metricsUrl: metrics, process: started, logged: () => log, ended };
  }
  throw new Error(`the cloud did not start: ${log}`);
}
