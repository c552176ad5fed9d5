import { concludeRun, describeGate, type GateResult, runGate, runVitest, staticSteps } from './testing/gates.ts';

/** `npm run check`: what a change must pass before it is shown to anyone, in a few minutes. Without whole stations, faults and browser. */
async function main(): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const gates: GateResult[] = [];
  const finish = (gate: GateResult) => {
    gates.push(gate);
    say(describeGate(gate));
  };
  // The static checks share the cores; tests come after them, because some measure time.
  await Promise.all(staticSteps.map(async (step) => finish(await runGate(step))));
  finish(await runVitest('on-failure', ['--project=unit', '--project=dom']));
  const { lines, exitCode } = concludeRun(gates);
  say(
    [
      '',
      'Not part of this check: whole-station, fault and browser tests (npm test -- --all runs them).',
      ...lines,
    ].join('\n'),
  );
  return exitCode;
}

process.exitCode = await main();
