import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { changesAnswer } from '#core/domain/sync/changes.ts';
import { createProvenStation } from '../clouds/proven-station.ts';
import { openReaderMemory } from './reader-memory.ts';

// Pulls the feed of a station for ever, page by page, as a station does: rows and cursor in one transaction on its disk.
// `read-feed-program.ts --cloud URL --station JSON --file F`. It says `ready` when it has read all that there was. After the word `last` it reads once
// more to the end and ends itself.

const { values } = parseArgs({
  options: { cloud: { type: 'string' }, station: { type: 'string' }, file: { type: 'string' } },
});
const restMs = 5;
const pageRows = 1_000;
const station = await createProvenStation(JSON.parse(values.station ?? ''));
const api = station.at(values.cloud ?? '');
const memory = openReaderMemory(values.file ?? '');
let isLast = false;
process.on('message', () => {
  isLast = true;
});
// Without its parent nobody would end it.
process.on('disconnect', () => process.exit());

await readToTheEnd();
process.stdout.write('ready\n');
for (let isOver = false; !isOver; ) {
  isOver = isLast;
  await readToTheEnd();
  await sleep(restMs);
}
memory.close();
process.disconnect();

async function readToTheEnd(): Promise<void> {
  for (let more = true; more; ) {
    const cursor = memory.cursor();
    const page = changesAnswer.parse(
      await api.sync.changes({ limit: pageRows, ...(cursor === undefined ? {} : { cursor }) }),
    );
    const keys = page.rows.flatMap((row) => (row.kind === 'unit' ? [JSON.stringify(row['value'])] : []));
    memory.keepPage(keys, page.cursor);
    ({ more } = page);
  }
}
