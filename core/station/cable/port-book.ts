import { z } from 'zod';
import { driverId } from '../../contract/station/cable.ts';
import { baudRate } from '../../contract/station/ports.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import type { PortInfo } from '../../ports/byte-link.ts';
import { type LaneMemory, laneKeys } from './port-key.ts';

/**
 * What the station remembers of its ports (INST-1): the number painted on the bench, what people call it, how it is spoken to, and ports
 * that people named because the system does not list them. Pure: the bays keep it as one setting. Numbers are never given away while
 * their port is only unplugged.
 */
const usualBaudRate = 115_200;

const knownPort = z.strictObject({
  key: z.string(),
  /** Null while the port is no bay. */
  bay: z.number().int().positive().nullable(),
  name: z.string().nullable().default(null),
  /** Null: as the device is; a built-in port and a barcode reader are no bays until somebody says so. */
  use: z.enum(['bay', 'ignored']).nullable().default(null),
  baudRate: baudRate.default(usualBaudRate),
  /** Null: whichever answers. */
  driver: driverId.nullable().default(null),
  /** When a unit last answered here. */
  unitAt: isoTime.nullable().default(null),
});
export type KnownPort = z.infer<typeof knownPort>;

const portBook = z.strictObject({
  memory: z.enum(['position', 'device']),
  named: z.array(z.string()),
  ports: z.array(knownPort),
});
export interface PortBook {
  readonly memory: LaneMemory;
  readonly named: readonly string[];
  readonly ports: readonly KnownPort[];
}

const emptyBook: PortBook = { memory: 'position', named: [], ports: [] };

/** Takes up a stored book; before there were books, a setting held numbers and keys alone. */
export function readPortBook(setting: string | null): PortBook {
  if (setting === null) {
    return emptyBook;
  }
  const stored: unknown = JSON.parse(setting);
  return Array.isArray(stored) ? { ...emptyBook, ports: z.array(knownPort).parse(stored) } : portBook.parse(stored);
}

/** A port that is there, with what is remembered of it. */
export interface SeatedPort {
  readonly info: PortInfo;
  readonly known: KnownPort;
}

export interface Seating {
  /** The same object when nothing is new. */
  readonly book: PortBook;
  /** In the order of the list. */
  readonly ports: readonly SeatedPort[];
}

/**
 * Finds for each port what is remembered of it and gives a new bay the lowest free number. `isBay` says what a port is that nobody decided
 * about; `isReader` takes a port out of the bays, whatever was decided.
 */
export function seatPorts(book: PortBook, ports: readonly PortInfo[], rules: SeatingRules): Seating {
  const claimed = new Set<KnownPort>();
  const found = ports.map((info) => {
    const before = match(book, info, claimed);
    if (before !== undefined) {
      claimed.add(before);
    }
    return { info, before };
  });
  const absent = book.ports.filter((one) => !claimed.has(one));
  const taken = {
    bays: new Set(book.ports.flatMap(({ bay }) => bay ?? [])),
    keys: new Set(absent.map(({ key }) => key)),
  };
  const seated = found.map((one) => ({ ...one, known: seat(one, { book, taken, rules }) }));
  const after = new Map(
    seated.flatMap(({ before, known }) => (before === undefined ? [] : [[before, known] as const])),
  );
  const fresh = seated.flatMap(({ before, known }) => (before === undefined ? [known] : []));
  const isNews = seated.some(({ before, known }) => before !== known);
  return {
    book: isNews ? { ...book, ports: [...book.ports.map((one) => after.get(one) ?? one), ...fresh] } : book,
    ports: seated.map(({ info, known }) => ({ info, known })),
  };
}

export interface SeatingRules {
  isReader(port: PortInfo): boolean;
  isBay(port: PortInfo): boolean;
}

/** Each remembered port stands for one that is there; of two that say the same of themselves the second is known by its name, too. */
function match({ ports, memory }: PortBook, info: PortInfo, claimed: ReadonlySet<KnownPort>): KnownPort | undefined {
  for (const key of [...laneKeys(info, memory).flatMap((one) => [one, twinKey(one, info)]), info.path]) {
    const known = ports.find((one) => one.key === key && !claimed.has(one));
    if (known !== undefined) {
      return known;
    }
  }
  return undefined;
}

function twinKey(key: string, { path }: PortInfo): string {
  return `${key} ${path}`;
}

interface Seat {
  readonly book: PortBook;
  readonly taken: { readonly bays: Set<number>; readonly keys: Set<string> };
  readonly rules: SeatingRules;
}

function seat(
  { info, before }: { readonly info: PortInfo; readonly before: KnownPort | undefined },
  { book, taken, rules }: Seat,
): KnownPort {
  const [wanted = info.path] = laneKeys(info, book.memory);
  const key = taken.keys.has(wanted) ? twinKey(wanted, info) : wanted;
  taken.keys.add(key);
  const known = before ?? knownPort.parse({ key, bay: null });
  const use = known.use ?? (rules.isBay(info) ? 'bay' : 'ignored');
  const bay = rules.isReader(info) || use === 'ignored' ? null : (known.bay ?? lowestFree(taken.bays));
  if (bay !== null) {
    taken.bays.add(bay);
  }
  return known.key === key && known.bay === bay ? known : { ...known, key, bay };
}

function lowestFree(taken: ReadonlySet<number>): number {
  let bay = 1;
  while (taken.has(bay)) {
    bay += 1;
  }
  return bay;
}

/** A port that a person names is a bay; whether it is there is seen by looking. */
export function nameKnownPort(book: PortBook, path: string): PortBook {
  return book.named.includes(path) ? book : { ...book, named: [...book.named, path] };
}

/** What people may change of one port. */
export type PortChange = Partial<Pick<KnownPort, 'name' | 'use' | 'baudRate' | 'driver' | 'unitAt'>>;

export function changePort(book: PortBook, key: string, change: PortChange): PortBook {
  return { ...book, ports: book.ports.map((one) => (one.key === key ? { ...one, ...change } : one)) };
}

/** Gives a port this number; whoever had it gets the other's, so that no two bays share one. */
export function renumberPort(book: PortBook, key: string, bay: number): PortBook {
  const before = book.ports.find((one) => one.key === key)?.bay ?? null;
  return {
    ...book,
    ports: book.ports.map((one) =>
      one.key === key ? { ...one, bay } : one.bay === bay ? { ...one, bay: before } : one,
    ),
  };
}

export function forgetPort(book: PortBook, key: string): PortBook {
  return {
    ...book,
    ports: book.ports.filter((one) => one.key !== key),
    named: book.named.filter((path) => path !== key),
  };
}
