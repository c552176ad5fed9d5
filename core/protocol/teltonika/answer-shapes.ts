import type { AnswerLine } from '../command-exchange.ts';

/**
 * The published answers to `getinfo`, `getstatus` and `getgps` to the letter: which keys stand there, in which order, and what their values
 * look like. The dialect has no check sum, so a line in which anything else stands is damaged or of a firmware that nobody described, and
 * tells nothing (link.md §11). Sources: the maker's pages FMB_getinfo, FMB_getstatus, getgps and SMS/GPRS commands, and real units.
 */
export type AnswerShape = readonly (readonly [key: string, value: string])[];

/** The values of a line by key; none if it has no shape of these. */
export function readShape(line: AnswerLine, shapes: readonly AnswerShape[]): ReadonlyMap<string, string> {
  for (const shape of shapes) {
    const found = patternOf(shape).exec(line.text);
    if (found !== null) {
      const values = shape.map(([key], index) => [key, found[index + 1] ?? ''] as const);
      // A line without an end may have been cut inside its last value.
      return new Map(line.terminated ? values : values.slice(0, -1));
    }
  }
  return new Map();
}

/** True for a line that has one of these shapes to its last key. */
export function hasShape(line: AnswerLine, shapes: readonly AnswerShape[]): boolean {
  return shapes.some((shape) => patternOf(shape).test(line.text));
}

function patternOf(shape: AnswerShape): RegExp {
  const parts = shape.map(([key, value]) => `${key}: ?(${value}|N/A)`);
  return new RegExp(`^${parts.join(' ')} ?$`);
}

/** `7`, `-65536`, `1(33)`, `1 SIM2`; never `007`. */
const NUMBER = '-?(?:0|[1-9]\\d{0,11})(?:\\(\\d{1,9}\\))?(?: SIM\\d)?';
/** `2017/6/16 7:13`, `2023-05-30T12:11`. */
const MOMENT = '\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[ T]\\d{1,2}:\\d{2}';
const DAY = '\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}';
const DURATION = '(?:0|[1-9]\\d{0,11})s?';
const HOURS = '\\d{1,9}:\\d{1,2}';
const DEGREES = '-?\\d{1,3}(?:\\.\\d{1,9})?';
const METRES = '-?\\d{1,5}(?:\\.\\d{1,9})?';
const WORD = '\\w{1,20}';
const OPERATOR = '0|\\d{5,6}';
const CLOCK = '\\d{1,2}:\\d{2}:\\d{2}';

const numbers = (...keys: readonly string[]): AnswerShape => keys.map((key) => [key, NUMBER]);

const START: AnswerShape = [
  ['RTC', MOMENT],
  ['Init', MOMENT],
  ['UpTime', DURATION],
  ['PWR', WORD],
];
const WITHOUT_POSITION: AnswerShape = [['NOGPS', HOURS]];

/** FMA_getinfo. Whether RF counts stored records is not said, so nothing is taken from it. */
const FMA_INFO: AnswerShape = [
  ['INI', MOMENT],
  ['RTC', MOMENT],
  ...numbers('RST', 'ERR', 'SR', 'BR', 'CF', 'FG', 'FL', 'UT', 'SMS'),
  ...WITHOUT_POSITION,
  ...numbers('GPS', 'SAT', 'RS', 'MD', 'RF'),
];

export const INFO_SHAPES: readonly AnswerShape[] = [
  FMA_INFO,
  [
    ...START,
    ...numbers('RST', 'GPS', 'SAT', 'TTFF', 'TTLF'),
    ...WITHOUT_POSITION,
    ...numbers('SR', 'FG', 'FL', 'SMS', 'REC', 'MD', 'DB'),
  ],
  [
    ...START,
    ...numbers('GNSS', 'SAT', 'SR', 'SMS', 'REC', 'MD', 'TTFF', 'TTLF', 'RST'),
    ...WITHOUT_POSITION,
    ...numbers('FG', 'FL'),
  ],
];

const STATUS: AnswerShape = [
  ...numbers('Data Link', 'GPRS', 'Phone', 'SIM'),
  ['OP', OPERATOR],
  ...numbers('Signal', 'NewSMS', 'Roaming', 'SMSFull', 'LAC', 'Cell ID'),
];

/** The longest first, because a shorter one is its beginning. */
export const STATUS_SHAPES: readonly AnswerShape[] = [
  [...STATUS, ...numbers('NetType', 'FwUpd')],
  [...STATUS, ...numbers('NetType')],
  [...STATUS, ...numbers('Network Type')],
  STATUS,
];

const position = (latitude: string, longitude: string, altitude: string): AnswerShape => [
  ...numbers('GPS', 'Sat'),
  [latitude, DEGREES],
  [longitude, DEGREES],
  [altitude, METRES],
  ...numbers('Speed', 'Dir'),
  ['Date', DAY],
  ['Time', CLOCK],
];

export const POSITION_SHAPES: readonly AnswerShape[] = [position('Lat', 'Long', 'Alt'), position('LAT', 'LON', 'ALT')];
