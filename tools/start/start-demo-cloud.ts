import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RegisterStation } from '#electron/compose/register-directly.ts';
import { type FromDemoCloud, fromDemoCloud, type ToDemoCloud } from './demo-cloud-messages.ts';

/** The demo's cloud as `npm start` holds it: a process that is ready, can register the station, and ends when told. */
export interface DemoCloud {
  readonly kind: 'ready';
  readonly url: string;
  readonly register: RegisterStation;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export type DemoCloudStart =
  | DemoCloud
  | Extract<FromDemoCloud, { kind: 'cannot-start' }>
  | { readonly kind: 'died'; readonly logFile: string };

export interface DemoCloudPlace {
  /** `.fitbay/demo`. */
  readonly folder: string;
  /** 0 takes a free port. */
  readonly port: number;
}

const program = join(import.meta.dirname, '..', 'demo-cloud.ts');
const endsWithinMs = 8_000;

export async function startDemoCloud({ folder, port }: DemoCloudPlace): Promise<DemoCloudStart> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logFile = join(folder, 'cloud.log');
  const child = fork(
    program,
    ['--port', String(port), '--data-dir', join(folder, 'cloud'), '--log', logFile],
    // Its words go to the log; what it cries before there is one may be seen.
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const first = await Promise.race([nextMessage(child), ended.then(() => ({ kind: 'died', logFile }) as const)]);
  if (first.kind !== 'ready') {
    child.kill('SIGKILL');
    return first.kind === 'registered' ? { kind: 'died', logFile } : first;
  }
  return {
    kind: 'ready',
    url: first.url,
    ended,
    async register(station) {
      const answer = nextMessage(child);
      child.send({ kind: 'register', station } satisfies ToDemoCloud);
      const registered = await answer;
      if (registered.kind !== 'registered') {
        throw new Error(`the demo's cloud answered ${registered.kind} to a registration`);
      }
      return registered;
    },
    close: () => close(child, ended),
  };
}

function nextMessage(child: ChildProcess): Promise<FromDemoCloud> {
  return new Promise((resolve, reject) => {
    child.once('message', (raw) => {
      const parsed = fromDemoCloud.safeParse(raw);
      if (parsed.success) {
        resolve(parsed.data);
      } else {
        reject(parsed.error);
      }
    });
  });
}

async function close(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.connected) {
    child.send({ kind: 'stop' } satisfies ToDemoCloud);
  }
  const overdue = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
  await ended;
  clearTimeout(overdue);
}
