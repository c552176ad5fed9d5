import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFramer, frameBytes } from '../line-framer.ts';
import type { Position } from './fields.ts';
import { emptyPicture, hearLine, satellitesInView } from './position-picture.ts';
import { positionVerdict } from './position-verdict.ts';
import { readNmea } from './reading.ts';

/**
 * Recordings of receivers that nobody here made, beside what gpsd made of them. The files are no part of the product and lie outside
 * of it; where they are missing, the test says so by its name.
 */
const folder = join(import.meta.dirname, '../../../../shared/data/receivers');
const checked = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.chk')) : [];

const report = z.discriminatedUnion('class', [
  z.object({
    class: z.literal('TPV'),
    mode: z.number(),
    time: z.string().optional(),
    lat: z.number().optional(),
    lon: z.number().optional(),
  }),
  z.object({
    class: z.literal('SKY'),
    hdop: z.number().optional(),
    uSat: z.number().optional(),
    nSat: z.number().optional(),
    satellites: z.array(z.unknown()).optional(),
  }),
  z.object({ class: z.literal('GST') }),
]);
type Report = z.infer<typeof report>;
type Line = { readonly sentence: string } | { readonly report: Report };

/** Its reports come from bytes of the maker's own; gpsd wrote the sentences beside them, rounded. */
const binary = 'ublox-neo-m8n.log';

describe('INST-2 our reading of recorded receivers agrees with gpsd', () => {
  it(checked.length > 0 ? 'has recordings' : 'cannot be shown: ../shared/data/receivers is not here', () => {
    expect(checked.length === 0 || checked.includes(`${binary}.chk`)).toBe(true);
  });

  it.each(checked)('%s: places and times', (name) => {
    const { differences, compared } = comparePlaces(readChecked(name));
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  it.each(checked.filter((name) => !name.startsWith(binary)))('%s: dilution and satellites used', (name) => {
    const { differences, compared } = compareSkies(readChecked(name));
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  it.each(checked.filter((name) => !name.startsWith(binary) && hasSatellites(name)))(
    '%s: satellites in view, round by round',
    (name) => {
      const { ours, theirs } = compareViews(readChecked(name));
      expect(theirs.length).toBeGreaterThan(1);
      expect(ours).toEqual(theirs);
    },
  );

  it.each(checked.map((name) => name.replace(/\.chk$/, '')))('%s: raw bytes, cut anywhere', (name) => {
    const bytes = readFileSync(join(folder, name));
    let framer = emptyFramer;
    let picture = emptyPicture;
    for (let start = 0; start < bytes.length; start += 61) {
      const framed = frameBytes(framer, bytes.subarray(start, start + 61));
      framer = framed.state;
      for (const frame of framed.frames) {
        const isHeard = frame.kind === 'line' && !frame.text.startsWith('#');
        picture = isHeard ? hearLine(picture, frame.text, start) : picture;
      }
    }
    expect(picture.goodSentences > 20).toBe(name !== binary);
    expect(picture.damagedSentences).toBe(0);
    // Years old: believed as a recording, never as the present.
    expect(positionVerdict(picture, { nowMs: bytes.length, epochMs: Date.UTC(2026, 10, 21) }).kind).not.toBe('fix');
  });
});

function readChecked(name: string): readonly Line[] {
  return readFileSync(join(folder, name), 'latin1')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => (line.startsWith('{') ? { report: report.parse(JSON.parse(line)) } : { sentence: line }));
}

function hasSatellites(name: string): boolean {
  return readFileSync(join(folder, name), 'latin1').includes('"satellites":');
}

/** GPS counts weeks with 10 bits; gpsd puts a date that is older than itself 1024 weeks later. */
const rolloverMs = 1024 * 7 * 86_400_000;

interface Compared {
  readonly differences: object[];
  readonly compared: number;
}

/** After each report: the place that our newest sentence with one tells, or that it tells of none; and the moment, where it is RMC. */
function comparePlaces(lines: readonly Line[]): Compared {
  const differences: object[] = [];
  let now: { readonly position: Position | null; readonly momentMs: number | null } | null = null;
  let isNoFix = false;
  let compared = 0;
  for (const line of lines) {
    if ('sentence' in line) {
      const reading = readNmea(line.sentence);
      if (reading.kind === 'rmc' || reading.kind === 'gga') {
        now = { position: reading.position, momentMs: reading.kind === 'rmc' ? reading.momentMs : null };
        isNoFix = reading.position === null;
      }
      isNoFix = reading.kind === 'gsa' ? reading.dimension === 1 : isNoFix;
    } else if (line.report.class === 'TPV' && now !== null) {
      // The first report of one recording rests on GLL, which we do not read.
      compared += 1;
      if (!isSamePlace(line.report, isNoFix ? null : now.position) || !isSameMoment(line.report, now.momentMs)) {
        differences.push({ said: line.report, now, isNoFix });
      }
    }
  }
  return { differences, compared };
}

type Tpv = Extract<Report, { class: 'TPV' }>;

function isSamePlace({ lat, lon }: Tpv, position: Position | null): boolean {
  if (lat === undefined || lon === undefined || position === null) {
    return lat === undefined && position === null;
  }
  return Math.abs(position.latitude - lat) < 1e-8 && Math.abs(position.longitude - lon) < 1e-8;
}

function isSameMoment({ time }: Tpv, momentMs: number | null): boolean {
  return time === undefined || momentMs === null || (Date.parse(time) - momentMs) % rolloverMs === 0;
}

/** Reports without a list of satellites: the dilution of our newest GGA or GSA, and the satellites used of our newest GGA. */
function compareSkies(lines: readonly Line[]): Compared {
  const differences: object[] = [];
  let hdop: number | null = null;
  let used: number | null = null;
  let compared = 0;
  for (const line of lines) {
    if ('sentence' in line) {
      const reading = readNmea(line.sentence);
      hdop = reading.kind === 'gga' || reading.kind === 'gsa' ? reading.hdop : hdop;
      used = reading.kind === 'gga' ? reading.satellitesUsed : used;
    } else if (line.report.class === 'SKY' && line.report.satellites === undefined) {
      const said = line.report;
      compared += 1;
      if ((said.hdop ?? hdop) !== hdop || (said.uSat ?? used) !== used) {
        differences.push({ said, hdop, used });
      }
    }
  }
  return { differences, compared };
}

/** gpsd counts up while the pages of one round come; the last count of each round is the whole. The first may have begun before us. */
function compareViews(lines: readonly Line[]) {
  let picture = emptyPicture;
  const counts: { readonly ours: number | null; readonly theirs: number }[] = [];
  for (const line of lines) {
    if ('sentence' in line) {
      picture = hearLine(picture, line.sentence, 0);
    } else if (line.report.class === 'SKY' && line.report.satellites !== undefined) {
      counts.push({ ours: satellitesInView(picture, 0), theirs: line.report.nSat ?? 0 });
    }
  }
  const whole = counts.filter(({ theirs }, index) => theirs >= (counts[index + 1]?.theirs ?? 0)).slice(0, -1);
  return { ours: whole.map(({ ours }) => ours), theirs: whole.map(({ theirs }) => theirs) };
}
