import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { openBenchStation } from './parts/bench-station.ts';
import { headAfter } from './parts/fill-audit.ts';
import { peakMegabytes } from './parts/peak-memory.ts';

// One check of a long audit chain in a process of its own, so that its memory can be told: by the station over its contract, or by the
// raw peer, which reads the rows and hashes them with Node's own SHA-256 and looks at nothing else.

const [directory, who] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
const check = { station: checkByStation, raw: checkRaw }[z.enum(['station', 'raw']).parse(who)];
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const momentMs = 50;
const moment = () => new Promise((resolve) => setTimeout(resolve, momentMs));
await moment(); // the monitor measures from its second look on
const startedMs = performance.now();
const cpuBefore = process.cpuUsage();
let megabytesOpened = peakMegabytes();
const entries = await check(directory);
const seconds = (performance.now() - startedMs) / 1_000;
const cpu = process.cpuUsage(cpuBefore);
await moment(); // and sees only afterwards how late it was
process.stdout.write(
  `${JSON.stringify({
    entries,
    seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    longestPauseSeconds: delay.max / 1e9,
    megabytesOpened,
    peakMegabytes: peakMegabytes(),
  })}\n`,
);

async function checkByStation(folder: string): Promise<number> {
  const { client, station } = openBenchStation(folder);
  megabytesOpened = peakMegabytes();
  const finding = await client.audit.verify();
  await station.dispose();
  if (finding.kind !== 'intact') {
    throw new Error(`the chain is ${JSON.stringify(finding)}`);
  }
  return finding.entries;
}

async function checkRaw(folder: string): Promise<number> {
  const db = new Database(join(folder, 'station.sqlite'), { readonly: true });
  const rows = db.prepare<[], { canonical: string; head: string }>(
    'SELECT canonical, head FROM audit_entry WHERE generation = 1 ORDER BY seq',
  );
  let head = '0'.repeat(64);
  let count = 0;
  for (const row of rows.iterate()) {
    head = headAfter(head, row.canonical);
    if (head !== row.head) {
      throw new Error(`entry ${count + 1} does not fit`);
    }
    count += 1;
  }
  db.close();
  return count;
}
