const two = (value: number): string => String(value).padStart(2, '0');

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function partsOf(atMs: number): Parts {
  const date = new Date(atMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** `2023-8-8 5:24` with `-`, `2017/6/16 7:13` with `/`. */
export function looseMinute(atMs: number, separator: '-' | '/'): string {
  const { year, month, day, hour, minute } = partsOf(atMs);
  return `${[year, month, day].join(separator)} ${hour}:${two(minute)}`;
}

/** `2023-05-11` */
export function isoDay(atMs: number): string {
  const { year, month, day } = partsOf(atMs);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `07:23` */
export function clockMinute(atMs: number): string {
  const { hour, minute } = partsOf(atMs);
  return `${two(hour)}:${two(minute)}`;
}

/** `12:32:06` */
export function clockSecond(atMs: number): string {
  return `${clockMinute(atMs)}:${two(partsOf(atMs).second)}`;
}

/** `2020/3/13` */
export function looseDay(atMs: number): string {
  const { year, month, day } = partsOf(atMs);
  return `${year}/${month}/${day}`;
}

/** `2004.01.01 13:36:56`, the form of the debug log. */
export function debugStamp(atMs: number): string {
  return `${isoDay(atMs).replaceAll('-', '.')} ${clockSecond(atMs)}`;
}

/** Hours and minutes of a duration: `1:18`. */
export function hoursAndMinutes(seconds: number): string {
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}`;
}
