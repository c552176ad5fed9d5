import { readFileSync, writeSync } from 'node:fs';
import { benchPlan } from './bench-plan.ts';
import { openBench } from './open-bench.ts';
import { createTechnician } from './technician.ts';

// A whole station with somebody who works at it, until it is killed.

const [planFile] = process.argv.slice(2);
if (planFile === undefined) {
  throw new Error('name the plan');
}
const plan = benchPlan.parse(JSON.parse(readFileSync(planFile, 'utf8')));
const standardOutput = 1;
const bench = openBench(plan);
writeSync(standardOutput, 'ready\n');
const technician = createTechnician({
  bench,
  plan,
  // Past every buffer of ours before anything else is done.
  say: (what) => writeSync(standardOutput, `ack ${JSON.stringify(what)}\n`),
});
await technician.begin();
while ((await technician.act()) !== 'all-done') {
  // one act after the other
}
throw new Error('the work ran out before the kill came');
