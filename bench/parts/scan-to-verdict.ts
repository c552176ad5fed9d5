import { connectToRunning } from '#electron/cli/remote-client.ts';
import { startBrowserHost } from '#electron/host/browser-host.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { type BenchStation, openBenchStation, silentLog } from './bench-station.ts';
import type { Figure } from './figure.ts';
import { openRawPeer, type RawPeer } from './raw-peer.ts';
import { type Durations, timeSeries } from './statistics.ts';
import { customerId, serialOf } from './world.ts';

const verdicts = { warmUps: 300, repetitions: 3_000 } as const;
const scans = { warmUps: 50, repetitions: 600 } as const;
/** Far apart, so that no measurement meets the units of another. */
const firstUnit = { raw: 0, verdict: 20_000, verdictOverSocket: 40_000, scan: 60_000, scanOverSocket: 70_000 } as const;
/** Steps through the table instead of along it; has no factor in common with 10,000. */
const stride = 7;

/** From scan to verdict through the contract, in this process and over the loopback host, beside the raw reads of the same rows. */
export async function measureScanToVerdict(directory: string): Promise<readonly Figure[]> {
  const bench = openBenchStation(directory);
  const started = await startBrowserHost({
    router: bench.router,
    page: null,
    seatPrincipal: () => bench.station.seatPrincipal(),
    log: silentLog,
  });
  if (started.kind !== 'listening') {
    throw new Error('the host found no port');
  }
  const { host } = started;
  const opening = await connectToRunning({
    version: 1,
    pid: process.pid,
    port: host.port,
    programToken: host.programToken,
  });
  if (opening.kind !== 'connected') {
    throw new Error(opening.detail);
  }
  const raw = openRawPeer(directory, await measureRows(bench));
  try {
    return await measure({ inProcess: bench.client, overSocket: opening.client, raw });
  } finally {
    raw.close();
    opening.close();
    await host.close();
    await bench.station.dispose();
  }
}

interface Contestants {
  readonly inProcess: StationClient;
  readonly overSocket: StationClient;
  readonly raw: RawPeer;
}

async function measure({ inProcess, overSocket, raw }: Contestants): Promise<readonly Figure[]> {
  const at = (first: number) => (index: number) => first + ((index * stride) % 10_000);
  const rawUnit = at(firstUnit.raw);
  const reads = await timeSeries({ ...verdicts, once: (index) => raw.readFacts(rawUnit(index)) });
  const writes = await timeSeries({ ...scans, once: (index) => raw.readAndWrite(rawUnit(index)) });
  const wire = await timeSeries({ ...verdicts, once: () => overSocket.access.seat() });
  const ask = (client: StationClient, first: number) =>
    timeSeries({ ...verdicts, once: (index) => askVerdict(client, at(first)(index)) });
  const scan = (client: StationClient, first: number) =>
    timeSeries({ ...scans, once: (index) => scanUnit(client, at(first)(index)) });
  const rawReads = { what: 'raw reads', median: reads.medianMs };
  const rawAct = { what: 'raw reads and write', median: writes.medianMs };
  return [
    figure('raw prepared reads of the same rows', reads),
    figure('verdict from the mirror, in process', await ask(inProcess, firstUnit.verdict), rawReads),
    figure('verdict from the mirror, loopback WebSocket', await ask(overSocket, firstUnit.verdictOverSocket), rawReads),
    figure('an empty question over that WebSocket', wire),
    figure('raw reads and one durable write of three rows', writes),
    figure('scan to stored sheet with verdict, in process', await scan(inProcess, firstUnit.scan), rawAct),
    figure('scan to stored sheet, loopback WebSocket', await scan(overSocket, firstUnit.scanOverSocket), rawAct),
  ];
}

async function askVerdict(client: StationClient, number: number): Promise<void> {
  const unit = `evopulse:${serialOf(number)}`;
  const verdict = await client.ownership.verdict({ unit, customerId, mirrorOnly: true });
  if (verdict.kind !== 'verdict' || verdict.next === 'SERIAL_UNKNOWN') {
    throw new Error(`no verdict on ${unit}: ${JSON.stringify(verdict)}`);
  }
}

async function scanUnit(client: StationClient, number: number): Promise<void> {
  const scanned = await client.scan.read({
    text: `EVP-${serialOf(number)}`,
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'unit' },
    customerId,
  });
  if (scanned.kind !== 'sheet-opened' || scanned.resumed) {
    throw new Error(`unit ${number} opened no new sheet: ${JSON.stringify(scanned)}`);
  }
}

/** How long the rows of one scan are, so that the raw peer writes as much. */
async function measureRows({ client }: BenchStation) {
  const number = 99_999;
  await scanUnit(client, number);
  const [row] = await client.bench.sheets({ limit: 1 });
  const sheet = row === undefined ? null : await client.bench.sheet({ sessionId: row.sessionId });
  const [entry] = await client.audit.entries({ limit: 1 });
  const [line] = await client.scan.feed({ limit: 1 });
  const length = (value: unknown) => JSON.stringify(value ?? '').length;
  return {
    sheet: length(sheet?.kind === 'sheet' ? sheet.sheet.session : ''),
    audit: length(entry),
    feed: length(line),
  };
}

function figure(what: string, taken: Durations, peer?: { readonly what: string; readonly median: number }): Figure {
  return {
    section: 'Scan to verdict: 100,000 units, 1,000,000 audit entries, no network',
    what,
    unit: 'ms',
    median: taken.medianMs,
    p95: taken.p95Ms,
    repetitions: taken.count,
    peer: peer === undefined ? null : { ...peer, ratio: taken.medianMs / peer.median },
  };
}
