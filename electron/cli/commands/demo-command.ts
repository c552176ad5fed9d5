import type { Command } from 'commander';
import { z } from 'zod';
import type { Actions } from '../command-call.ts';
import { exitStatus } from '../exit-status.ts';

const demoOptions = z.object({ out: z.string().default('fitbay-demo') });

/** `fitbay demo`: the whole main job unattended, on a throw-away demo with a simulated unit. */
export function addDemoCommand(program: Command, { act }: Actions): void {
  const demo = program
    .command('demo')
    .description('Do the whole main job unattended on a throw-away demo')
    .option('--out <folder>', 'where report, label and audit bundle are left (default: fitbay-demo)');
  act(demo, async ({ options, output }) => {
    const { runDemo } = await import('../demo/run-demo.ts');
    const { out } = demoOptions.parse(options);
    const end = await runDemo({
      out,
      onStep: (step) =>
        output.result(
          step,
          () => `${String(step.number).padStart(2)}/${step.of}  ${step.step.padEnd(14)} ${step.says}  (${step.ms} ms)`,
        ),
      onNotice: output.note,
    });
    if (end.kind === 'failed') {
      output.refusal(end, `The demo stopped at "${end.step}": ${end.why}\nSee ${end.logs.join(' and ')}.`);
      return exitStatus.no;
    }
    output.result(end, () => `Done. Report ${end.report}, label ${end.label}, audit trail ${end.bundle}`);
    return exitStatus.done;
  });
}
