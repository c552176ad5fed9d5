import type { Command } from 'commander';
import { z } from 'zod';
import { type PairingEventsReading, readPairingEvents } from '#core/domain/pairing/read-pairing-events.ts';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { readJsonFile } from '../read-json-file.ts';
import { describeEvent, describeSummary, describeTold } from '../receiver/describe-told.ts';

/** `fitbay events check` and `fitbay events listen`: what pairing events say, and a receiver for trying webhooks (PAIR-4). */
export function addEventsCommands(program: Command, { act }: Actions): void {
  const events = program.command('events').description('Work with pairing events');
  act(
    events
      .command('check')
      .argument('<file...>', 'event batches as JSON')
      .description('Read pairing events of version 1 and 2'),
    check,
  );
  act(
    events
      .command('listen')
      .description('Receive webhooks on this machine until Ctrl-C: check, read and count them')
      .option('--port <number>', 'default: any free one')
      .option('--secret <secret...>', 'whsec_…; several during a rotation. Or FITBAY_WEBHOOK_SECRET')
      .option('--memory <file>', 'remember what came, so that a restart knows repetitions')
      .option('--fail <status>', 'answer with this status on purpose')
      .option('--every <n>', 'only every n-th request (default: each)')
      .option('--wait <ms>', 'answer so much later')
      .option('--tolerance <seconds>', 'how far the moment of a signature may be off', '300')
      .option('--count <n>', 'end after so many new batches'),
    listen,
  );
}

async function check({ words, output }: CommandCall): Promise<ExitStatus> {
  let isAllValid = true;
  for (const file of words) {
    const json = readJsonFile(file);
    const reading: PairingEventsReading =
      json.kind === 'read' ? readPairingEvents(json.value) : { kind: 'invalid', issues: [json.detail] };
    isAllValid &&= reading.kind === 'events';
    output.result({ file, ...reading }, () => describeReading(file, reading));
  }
  return isAllValid ? exitStatus.done : exitStatus.no;
}

function describeReading(file: string, reading: PairingEventsReading): string {
  return reading.kind === 'invalid'
    ? [`${file}: invalid`, ...reading.issues.map((issue) => `  ${issue}`)].join('\n')
    : [`${file}: ${reading.events.length} event(s)`, ...reading.events.map(describeEvent)].join('\n');
}

const number = z.string().regex(/^\d+$/).transform(Number);
const listenOptions = z.object({
  port: number.refine((port) => port <= 65_535).default(0),
  secret: z.array(z.string()).optional(),
  memory: z.string().optional(),
  fail: number.refine((status) => status >= 200 && status <= 599).optional(),
  every: number.refine((every) => every > 0).default(1),
  wait: number.default(0),
  tolerance: number,
  count: number.refine((count) => count > 0).optional(),
});

async function listen({ options, output }: CommandCall): Promise<ExitStatus> {
  const parsed = listenOptions.safeParse(options);
  if (!parsed.success) {
    output.note(parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
    return exitStatus.wrongUsage;
  }
  const { readSecret } = await import('../receiver/check-signature.ts');
  const secrets = (parsed.data.secret ?? secretsOfEnvironment()).map(readSecret);
  if (secrets.includes(null)) {
    output.note('--secret takes what the events page shows: whsec_ and base64.');
    return exitStatus.wrongUsage;
  }
  return receive(
    parsed.data,
    secrets.filter((secret) => secret !== null),
    output,
  );
}

function secretsOfEnvironment(): readonly string[] {
  const given = process.env['FITBAY_WEBHOOK_SECRET'] ?? '';
  return given.split(/\s+/).filter((secret) => secret !== '');
}

async function receive(
  options: z.infer<typeof listenOptions>,
  secrets: readonly Buffer[],
  output: CommandCall['output'],
): Promise<ExitStatus> {
  const { startWebhookReceiver } = await import('../receiver/webhook-receiver.ts');
  const { noMemory, openReceiverMemory } = await import('../receiver/receiver-memory.ts');
  const { port, fail, every, wait, tolerance, count, memory } = options;
  const end = listenForEndWish();
  const { promise: counted, resolve: enough } = Promise.withResolvers<void>();
  let taken = 0;
  const started = await startWebhookReceiver({
    port,
    secrets,
    toleranceMs: tolerance * 1_000,
    fail: fail === undefined ? null : { status: fail, every },
    waitMs: wait,
    memory: memory === undefined ? noMemory : openReceiverMemory(memory),
    now: () => new Date(),
    tell(told) {
      output.result(told, () => describeTold(told));
      taken += told.kind === 'batch' && told.arrival !== 'repeat' ? 1 : 0;
      if (taken === count) {
        enough();
      }
    },
  });
  if (started.kind === 'port-in-use') {
    output.note(`Port ${port} is in use. Give another one with --port.`);
    return exitStatus.tryLater;
  }
  const { receiver } = started;
  const unchecked = secrets.length === 0 ? '\nNo secret was given: signatures are not checked.' : '';
  output.ready({ kind: 'ready', url: receiver.url }, `Webhooks are received at ${receiver.url}${unchecked}`);
  await Promise.race([end.wished, counted]);
  await receiver.close();
  const summary = receiver.summary();
  output.result({ kind: 'ended', ...summary }, () => describeSummary(summary));
  return exitStatus.done;
}
