import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '#cloud/database/open-database.ts';
import { addUnits } from '#cloud/registry/put.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { numberedUnit } from '../clouds/registry.ts';

// Eight writers at once fill the registry: `write-units-program.ts --url U --owner O --units N --seed S`. Each transaction holds its units back for a
// moment before it commits, another one each time, so that what began first often ends last.

const writers = 8;
const longestHoldMs = 12;

const { values } = parseArgs({
  options: { url: { type: 'string' }, owner: { type: 'string' }, units: { type: 'string' }, seed: { type: 'string' } },
});
const total = Number(values.units);
const largestTransaction = total > 100_000 ? 100 : 10;
const database = await openDatabase({ kind: 'postgres', url: values.url ?? '' });
const random = createRandom(Number(values.seed), 'writers');
let given = 0;
process.stdout.write('ready\n');
await Promise.all(Array.from({ length: writers }, write));
await database.close();

async function write(): Promise<void> {
  while (given < total) {
    const size = Math.min(random.between(1, largestTransaction), total - given);
    const units = Array.from({ length: size }, (_none, index) => numberedUnit(values.owner ?? '', given + index + 1));
    given += size;
    const holdMs = random.between(0, longestHoldMs);
    await database.asSystem('administration').transact(async (transaction) => {
      await addUnits(transaction, units);
      await sleep(holdMs);
    });
  }
}
