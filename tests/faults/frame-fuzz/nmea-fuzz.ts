import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import { emptyFramer, frameBytes, MAX_LINE_BYTES } from '#core/protocol/line-framer.ts';
import { emptyPicture, hearLine } from '#core/protocol/nmea/position-picture.ts';
import { positionVerdict } from '#core/protocol/nmea/position-verdict.ts';
import { readNmea } from '#core/protocol/nmea/reading.ts';
import { writeEpoch } from '#sim/devices/nmea/nmea-writer.ts';
import { skyAt } from '#sim/devices/nmea/sky.ts';
import type { Spoiler } from './create-spoiler.ts';
import { endedLines } from './exchange-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, PathRun, Told } from './fuzz-family.ts';

/** Position sentences: a receiver speaks by itself, so a run is some seconds of listening. Each line that ended is read, then judged as a whole. */
const startMs = Date.UTC(2026, 10, 21, 8);
const epochs = 4;

const place = (latitude: number, longitude: number) => `${latitude.toFixed(5)} ${longitude.toFixed(5)}`;

/** The strict reader: the sum by its own arithmetic, the fields by their places, nothing without both. */
function toldInLine(line: string): readonly Told[] {
  const [, body, sum] = /\$([^$*]*)\*([0-9A-Fa-f]{2})\s*$/.exec(line) ?? [];
  if (body === undefined || Number(`0x${sum}`) !== Buffer.from(body, 'latin1').reduce((xor, byte) => xor ^ byte, 0)) {
    return [];
  }
  const fields = body.split(',');
  const start = { RMC: 3, GGA: 2 }[fields[0]?.slice(-3) ?? ''];
  const used = fields[0]?.endsWith('GGA') ? [{ name: 'used', value: String(Number(fields[7])) }] : [];
  const dimension = fields[0]?.endsWith('GSA') ? [{ name: 'dimension', value: fields[2] ?? '' }] : [];
  if (start === undefined) {
    return [...used, ...dimension];
  }
  const [latitude = '', north = '', longitude = '', east = ''] = fields.slice(start, start + 4);
  const degrees = (text: string, digits: number) => Number(text.slice(0, digits)) + Number(text.slice(digits)) / 60;
  const value = place(degrees(latitude, 2) * (north === 'S' ? -1 : 1), degrees(longitude, 3) * (east === 'W' ? -1 : 1));
  return [{ name: 'place', value }, ...used];
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') =>
  endedLines(conversation, side).flatMap(toldInLine);

function shownBy(line: string): readonly Told[] {
  const reading = readNmea(line);
  const shown: Told[] = [];
  if ((reading.kind === 'rmc' || reading.kind === 'gga') && reading.position !== null) {
    shown.push({ name: 'place', value: place(reading.position.latitude, reading.position.longitude) });
  }
  if (reading.kind === 'gga' && reading.satellitesUsed !== null) {
    shown.push({ name: 'used', value: String(reading.satellitesUsed) });
  }
  if (reading.kind === 'gsa') {
    shown.push({ name: 'dimension', value: String(reading.dimension) });
  }
  return shown;
}

/** `habit`: what a station does to a line before it reads it. */
function path(habit: (line: string) => string = (line) => line): FuzzPath {
  return {
    name: 'nmea: sentences and their verdict',
    maxMs: epochs * 1_000,
    told,
    timesTold: () => 1,
    run: async (spoiler, seed) => listen(spoiler, seed, habit),
  };
}

function listen(spoiler: Spoiler, seed: number, habit: (line: string) => string): PathRun {
  const exchange = { asked: '', sent: '', heard: '' };
  const shown: Told[] = [];
  const faults: string[] = [];
  let framer = emptyFramer;
  let picture = emptyPicture;
  for (let second = 0; second < epochs; second += 1) {
    const nowMs = startMs + second * 1_000;
    const sky = skyAt({ seed, poweredAtMs: startMs - 60_000, troubles: [] }, nowMs);
    for (const line of writeEpoch(sky).map((text) => `${text}\r\n`)) {
      exchange.sent += line;
      for (const { bytes } of spoiler.spoil(latin1Bytes(line))) {
        exchange.heard += latin1Text(bytes);
        const framed = frameBytes(framer, bytes);
        framer = framed.state;
        for (const frame of framed.frames) {
          const text = frame.kind === 'line' ? habit(frame.text) : '';
          picture = hearLine(picture, text, nowMs);
          shown.push(...shownBy(text));
        }
      }
    }
    const verdict = positionVerdict(picture, { nowMs, epochMs: nowMs });
    if (verdict.kind === 'fix') {
      shown.push({ name: 'place', value: place(verdict.position.latitude, verdict.position.longitude) });
    }
    if (framer.pending.length > MAX_LINE_BYTES) {
      faults.push(`${framer.pending.length} bytes are held of one line`);
    }
  }
  return { conversation: [exchange], shown, tookMs: epochs * 1_000, faults };
}

/** Believes a sentence whatever its sum is. */
function withRightSum(line: string): string {
  const [, body] = /\$([^$*]*)\*/.exec(line) ?? [];
  const sum = Buffer.from(body ?? '', 'latin1').reduce((xor, byte) => xor ^ byte, 0);
  return body === undefined ? line : `$${body}*${sum.toString(16).padStart(2, '0')}`;
}

export const nmeaFuzz: FuzzFamily = {
  name: 'nmea',
  reports: ['$PMTK001,320,2*30\r\n', '$GPGGA,,,,,,0,,,,,,,,*66\r\n', '[2026.11.21 07:02:11]-[CMD.DEBUG]\tx\r\n'],
  paths: [path()],
  sabotages: [{ name: 'does not look at the sums', paths: [path(withRightSum)] }],
};
