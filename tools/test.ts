import { parseArgs } from 'node:util';
import { describeMissing, ensureDebianParts, thisMachine } from './testing/debian-parts.ts';
import {
  buildSteps,
  concludeRun,
  describeGate,
  type GateResult,
  runGate,
  runPlaywright,
  runVitest,
  staticSteps,
} from './testing/gates.ts';
import { describeShortRun, shortRun } from './testing/short-run.ts';

/**
 * `npm test`: one gate after the other, each run even if an earlier one failed; what a developer waits for. `npm test -- --all` runs every
 * test there is, as `.ci/run` does.
 */
async function main(isWhole: boolean): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const parts = ensureDebianParts(thisMachine(), say);
  if (parts.kind === 'missing') {
    say(describeMissing(parts.parts, parts.reason));
  }
  const gates: GateResult[] = [];
  const finish = (gate: GateResult) => {
    gates.push(gate);
    say(describeGate(gate));
  };
  for (const step of [...staticSteps, ...buildSteps]) {
    finish(await runGate(step));
  }
  finish(await runVitest('through', isWhole ? [] : shortRun.vitest));
  finish(await runPlaywright('through', isWhole ? [] : shortRun.playwright));
  const { lines, exitCode } = concludeRun(gates);
  say(['', ...(isWhole ? [] : [describeShortRun()]), ...lines].join('\n'));
  return exitCode;
}

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
process.exitCode = await main(values.all);
