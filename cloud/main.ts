import { parseArgs } from 'node:util';
import { assertNever } from '#core/kernel/assert-never.ts';
import { type CloudStart, runCloud } from './cloud-command.ts';

/** Composition root of the cloud as a process of its own: `main.ts [--port N] [--database URL | --data-dir DIR] [--demo]`. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    database: { type: 'string' },
    'data-dir': { type: 'string' },
    demo: { type: 'boolean', default: false },
  },
});

/** Orchestrators kill after 30 s. */
const longestStopMs = 28_000;

const started = await runCloud({
  port: Number(values.port),
  databaseUrl: values.database,
  dataDir: values['data-dir'],
  demo: values.demo,
});
if (started.kind === 'running') {
  endOnSignal(started);
} else {
  process.stderr.write(`${refusalOf(started)}\n`);
  process.exitCode = 1;
}

/** The first signal asks it to end, a second one of a person who will not wait ends it at once. */
function endOnSignal(cloud: Extract<CloudStart, { kind: 'running' }>): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) {
      process.exit(1);
    }
    isEnding = true;
    setTimeout(() => {
      process.stderr.write('The cloud did not come to an end in time.\n');
      process.exit(1);
    }, longestStopMs).unref();
    // Sockets of receivers that were given up would keep the process for their own time-outs.
    void cloud.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, end);
  }
}

function refusalOf(refused: Exclude<CloudStart, { kind: 'running' }>): string {
  switch (refused.kind) {
    case 'settings-wrong':
      return `The settings are wrong: ${refused.detail}`;
    case 'port-in-use':
      return `Port ${refused.port} is in use. Give another one with --port.`;
    case 'database-unavailable':
      return `The database cannot be opened: ${refused.detail}`;
    case 'database-newer':
      return `A newer Fitbay has been at work in this database (${refused.detail}). Update this server; nothing in it was changed.`;
    default:
      return assertNever(refused);
  }
}
