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

/** `npm test`: everything, one gate after the other, each run even if an earlier one failed. */
async function main(): Promise<number> {
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
  finish(await runVitest('through', []));
  finish(await runPlaywright('through'));
  const { lines, exitCode } = concludeRun(gates);
  say(['', ...lines].join('\n'));
  return exitCode;
}

process.exitCode = await main();
