import { createCloud } from '#cloud/create-cloud.ts';
import { openDatabase } from '#cloud/database/open-database.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import type { CloudLog } from '#cloud/world/world.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { isSabotage, sabotageDatabase } from './sabotage.ts';

// One cloud of several on the same PostgreSQL: `cloud-program.ts URL [SABOTAGE]`. It says where it listens as its only line of output and
// goes on until it is killed. A message with a number of milliseconds sets its clock forward by so much. Nobody's calls are counted: a proof pushes as fast as it can.

const [url = '', sabotage = ''] = process.argv.slice(2);
if (isSabotage(sabotage)) {
  sabotageDatabase(sabotage);
}
const note = (event: string, fields = {}): void =>
  void process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
const log: CloudLog = { info: () => undefined, warn: note, error: note };
const database = await openDatabase({ kind: 'postgres', url }, log);
let aheadMs = 0;
process.on('message', (forwardMs) => {
  aheadMs += Number(forwardMs);
});
const clock = { now: () => toIsoTime(epochMs(systemClock.now()) + aheadMs) };
const parts = { database, clock, ids: createIds(), log };
const cloud = await createCloud(parts, { rateRules: null });
const listening = await cloud.listen({ port: 0 });
process.stdout.write(`${listening.url}\n`);
