import type { Command } from 'commander';
import { z } from 'zod';
import { listenForEndWish } from '../../compose/end-wish.ts';
import type { HeadlessRefusal } from '../../headless.ts';
import type { Actions, CommandCall } from '../command-call.ts';
import { type ExitStatus, exitStatus, statusOfRefusal } from '../exit-status.ts';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535)
  .optional();
const serveOptions = z.object({ port, open: z.boolean() });
const cloudOptions = z.object({
  port,
  database: z.string().optional(),
  dataDir: z.string().optional(),
  demo: z.boolean().default(false),
});

/** `fitbay serve` and `fitbay cloud`: the two servers, each until Ctrl-C. */
export function addServingCommands(program: Command, { act }: Actions): void {
  act(
    program
      .command('serve')
      .description('Serve the page in a browser of this machine until Ctrl-C')
      .option('--port <number>', 'default: any free one')
      .option('--no-open', 'only print the address'),
    serve,
  );
  act(
    program
      .command('cloud')
      .description('Run the reference central API until Ctrl-C')
      .option('--port <number>', 'default: any free one')
      .option('--database <url>', 'PostgreSQL; without it an embedded database')
      .option('--data-dir <folder>', 'keep the embedded database there; without it in memory')
      .option('--demo', "fill an empty database with the demo's world"),
    cloud,
  );
}

async function serve({ options, output, dataFolder, cloudUrl }: CommandCall): Promise<ExitStatus> {
  const parsed = serveOptions.safeParse(options);
  if (!parsed.success) {
    return wrongPort(output);
  }
  const { explainHeadlessRefusal, runHeadless } = await import('../../headless.ts');
  const outcome = await runHeadless({
    dataFolder,
    cloudUrl,
    port: parsed.data.port,
    showWindow: parsed.data.open,
    end: listenForEndWish(),
    onReady: (url) => output.ready({ kind: 'ready', url }, `Open ${url}\nCtrl-C ends Fitbay.`),
    onWindowNotShown: () => output.note('The browser did not start: open the address yourself.'),
    onNextAddress: (url) => output.note(`Another window: ${url}`),
  });
  if (outcome.kind === 'ended') {
    return exitStatus.done;
  }
  output.note(explainHeadlessRefusal(outcome));
  return statusOfServing(outcome);
}

function statusOfServing(refusal: HeadlessRefusal): ExitStatus {
  switch (refusal.kind) {
    case 'port-in-use':
      return exitStatus.tryLater;
    case 'page-not-built':
      return exitStatus.no;
    default:
      return statusOfRefusal(refusal);
  }
}

async function cloud({ options, output }: CommandCall): Promise<ExitStatus> {
  const parsed = cloudOptions.safeParse(options);
  if (!parsed.success) {
    return wrongPort(output);
  }
  const { database, dataDir, demo } = parsed.data;
  const end = listenForEndWish();
  const { runCloud } = await import('#cloud/cloud-command.ts');
  const started = await runCloud({
    port: parsed.data.port ?? 0,
    databaseUrl: database,
    dataDir,
    demo,
    print: (line) => output.ready(JSON.parse(line), 'The cloud takes calls. Ctrl-C ends it.'),
  });
  switch (started.kind) {
    case 'running':
      await end.wished;
      await started.close();
      return exitStatus.done;
    case 'port-in-use':
      output.note(`Port ${started.port} is in use. Give another one with --port.`);
      return exitStatus.tryLater;
    case 'settings-wrong':
      output.note(`The settings are wrong: ${started.detail}`);
      return exitStatus.wrongUsage;
    case 'database-unavailable':
      output.note(`The database cannot be opened: ${started.detail}. Once it answers, the same command goes on.`);
      return exitStatus.tryLater;
    case 'database-newer':
      output.note(
        `A newer Fitbay has been at work in this database (${started.detail}). Update this server; nothing in it was changed.`,
      );
      return exitStatus.no;
  }
}

function wrongPort(output: CommandCall['output']): ExitStatus {
  output.note('--port takes a number from 0 to 65535.');
  return exitStatus.wrongUsage;
}
