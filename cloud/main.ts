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

const started = await runCloud({
  port: Number(values.port),
  databaseUrl: values.database,
  dataDir: values['data-dir'],
  demo: values.demo,
});
if (started.kind === 'running') {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void started.close());
  }
} else {
  process.stderr.write(`${refusalOf(started)}\n`);
  process.exitCode = 1;
}

function refusalOf(refused: Exclude<CloudStart, { kind: 'running' }>): string {
  switch (refused.kind) {
    case 'settings-wrong':
      return `The mail settings are wrong: ${refused.detail}`;
    case 'port-in-use':
      return `Port ${refused.port} is in use. Give another one with --port.`;
    case 'database-unavailable':
      return `The database cannot be opened: ${refused.detail}`;
    default:
      return assertNever(refused);
  }
}
