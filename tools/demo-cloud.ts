import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CloudStart, runCloud } from '#cloud/cloud-command.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { type FromDemoCloud, toDemoCloud } from './start/demo-cloud-messages.ts';

/**
 * The demo's reference cloud as a process of its own, forked by `npm start`: its embedded database is heavy and may not be cut off, so a
 * Ctrl-C of the terminal passes it by and it ends when it is told to, or when whoever started it is gone.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'data-dir': { type: 'string', default: '' },
    log: { type: 'string', default: '' },
  },
});
const send = process.send?.bind(process);
invariant(send !== undefined, 'this program is forked with a channel');
const tell = (message: FromDemoCloud) => send(message);

for (const signal of ['SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {});
}

const log = createWriteStream(values.log, { flags: 'a' });
const started = await runCloud({
  port: Number(values.port),
  dataDir: values['data-dir'],
  demo: true,
  print: () => {},
  writeLog: (line) => log.write(line),
});
if (started.kind === 'running') {
  serve(started);
  tell({ kind: 'ready', url: started.url });
} else {
  tell(refusalOf(started));
  process.disconnect();
}

function serve(cloud: Extract<CloudStart, { kind: 'running' }>): void {
  let isClosing = false;
  const stop = () => {
    if (!isClosing) {
      isClosing = true;
      void cloud.close().then(() => process.exit(0));
    }
  };
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  process.on('message', (raw) => {
    const message = toDemoCloud.parse(raw);
    if (message.kind === 'stop') {
      stop();
      return;
    }
    void cloud
      .registerStation(message.station)
      .then(({ generation, refreshToken }) => tell({ kind: 'registered', generation, refreshToken }));
  });
}

function refusalOf(refused: Exclude<CloudStart, { kind: 'running' }>): FromDemoCloud {
  return refused.kind === 'port-in-use'
    ? { kind: 'cannot-start', why: 'port-in-use', detail: String(refused.port) }
    : { kind: 'cannot-start', why: 'database', detail: refused.detail };
}
