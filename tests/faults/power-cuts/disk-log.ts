import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a program did to the files of one folder, in order, with what it said in between. Paths are relative to the folder. */
export type DiskEvent =
  | { readonly kind: 'created'; readonly path: string; readonly file: number }
  /** At the end of the file where `at` is null. */
  | { readonly kind: 'written'; readonly file: number; readonly at: number | null; readonly bytes: Buffer }
  | { readonly kind: 'sized'; readonly file: number; readonly length: number }
  | { readonly kind: 'synced'; readonly file: number }
  | { readonly kind: 'folder-synced'; readonly path: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'said'; readonly text: string };

const calls = [
  ...['openat', 'open', 'close', 'write', 'pwrite64', 'writev', 'pwritev', 'fsync', 'fdatasync', 'ftruncate'],
  ...['truncate', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'link', 'linkat', 'dup', 'dup2', 'dup3'],
  ...['fallocate', 'copy_file_range', 'sendfile', 'lseek'],
];
const longestWriteBytes = 64 * 1024 * 1024;

export interface DiskLog {
  readonly events: readonly DiskEvent[];
  /** So many events at the front tell what lay there before. */
  readonly before: number;
}

export interface Recording extends DiskLog {
  readonly exitCode: number | null;
  readonly complaints: string;
}

/** Runs a program to its end under strace and reads what its main thread did to this folder. What lies there before is on disk for sure. */
export function recordDisk(directory: string, program: readonly string[]): Recording {
  const found = filesIn(directory);
  const place = mkdtempSync(join(tmpdir(), 'fitbay-disk-log-'));
  const log = join(place, 'strace');
  try {
    const options = ['-qqq', '-xx', '-s', String(longestWriteBytes), '-o', log, '-e', `trace=${calls.join(',')}`];
    const run = spawnSync('strace', [...options, process.execPath, ...program], { encoding: 'utf8' });
    const read = readDiskLog(readFileSync(log, 'latin1'), directory, found);
    return { ...read, exitCode: run.status, complaints: run.stderr };
  } finally {
    rmSync(place, { recursive: true });
  }
}

interface FoundFile {
  readonly path: string;
  readonly content: Buffer;
}

function filesIn(directory: string): readonly FoundFile[] {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => statSync(join(directory, path)).isFile())
    .map((path) => ({ path, content: readFileSync(join(directory, path)) }));
}

const callLine = /^(\w+)\((.*)\) += (-?\d+)/;

/** Only calls that succeeded count. A call on the folder that is not understood is an error: a model that leaves it out would prove nothing. */
export function readDiskLog(text: string, directory: string, found: readonly FoundFile[] = []): DiskLog {
  const reader = createReader(directory);
  for (const { path, content } of found) {
    reader.find(path, content);
  }
  const before = reader.events.length;
  for (const line of text.split('\n')) {
    const [, name = '', rest = '', result = '-1'] = callLine.exec(line) ?? [];
    if (Number(result) >= 0) {
      reader.take(name, argumentsOf(rest), Number(result));
    }
  }
  return { events: reader.events, before };
}

/** Strings are wholly in hex, so a comma or a bracket never stands in one. */
function argumentsOf(text: string): readonly string[] {
  return text.split(', ');
}

interface OpenFile {
  readonly kind: 'file' | 'folder' | 'elsewhere';
  readonly path: string;
  readonly file: number;
  readonly appends: boolean;
  offset: number;
}

function createReader(directory: string) {
  const events: DiskEvent[] = [];
  const open = new Map<number, OpenFile>();
  const files = new Map<string, number>();
  let made = 0;

  const relative = (argument: string | undefined): string | null => {
    const path = stringOf(argument).toString('utf8');
    return path === directory ? '' : path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : null;
  };
  const fileAt = (path: string): number => {
    const known = files.get(path);
    if (known !== undefined) {
      return known;
    }
    made += 1;
    files.set(path, made);
    events.push({ kind: 'created', path, file: made });
    return made;
  };
  const opened = (path: string | null, flags: string): OpenFile => {
    if (path === null) {
      return { kind: 'elsewhere', path: '', file: 0, appends: false, offset: 0 };
    }
    const isFolder = path === '' || flags.includes('O_DIRECTORY') || (!flags.includes('O_CREAT') && !files.has(path));
    if (isFolder) {
      return { kind: 'folder', path, file: 0, appends: false, offset: 0 };
    }
    const file = fileAt(path);
    if (flags.includes('O_TRUNC')) {
      events.push({ kind: 'sized', file, length: 0 });
    }
    return { kind: 'file', path, file, appends: flags.includes('O_APPEND'), offset: 0 };
  };
  const written = (one: OpenFile, bytes: Buffer, at: number): void => {
    if (one.kind === 'file') {
      events.push({ kind: 'written', file: one.file, at: one.appends ? null : at, bytes });
    }
  };

  return {
    events,
    find(path: string, bytes: Buffer): void {
      const file = fileAt(path);
      events.push({ kind: 'written', file, at: 0, bytes }, { kind: 'synced', file });
      events.push({ kind: 'folder-synced', path: dirname(path) === '.' ? '' : dirname(path) });
    },
    take(name: string, args: readonly string[], result: number): void {
      const descriptor = open.get(Number(args[0]));
      switch (name) {
        case 'openat':
        case 'open': {
          const [path, flags = ''] = name === 'openat' ? args.slice(1) : args;
          open.set(result, opened(relative(path), flags));
          return;
        }
        case 'close':
          open.delete(Number(args[0]));
          return;
        case 'write': {
          const bytes = stringOf(args[1]).subarray(0, result);
          if (Number(args[0]) === 1) {
            events.push({ kind: 'said', text: bytes.toString('utf8') });
          } else if (descriptor !== undefined) {
            written(descriptor, bytes, descriptor.offset);
            descriptor.offset += result;
          }
          return;
        }
        case 'pwrite64':
          if (descriptor !== undefined) {
            written(descriptor, stringOf(args[1]).subarray(0, result), Number(args[3]));
          }
          return;
        case 'fsync':
        case 'fdatasync':
          if (descriptor?.kind === 'file') {
            events.push({ kind: 'synced', file: descriptor.file });
          } else if (descriptor?.kind === 'folder') {
            events.push({ kind: 'folder-synced', path: descriptor.path });
          }
          return;
        case 'ftruncate':
          if (descriptor?.kind === 'file') {
            events.push({ kind: 'sized', file: descriptor.file, length: Number(args[1]) });
          }
          return;
        case 'rename': {
          const [from, to] = [relative(args[0]), relative(args[1])];
          if (from !== null && to !== null) {
            events.push({ kind: 'renamed', from, to });
            files.set(to, fileAt(from));
            files.delete(from);
          }
          return;
        }
        case 'unlink': {
          const path = relative(args[0]);
          if (path !== null) {
            events.push({ kind: 'removed', path });
            files.delete(path);
          }
          return;
        }
        case 'lseek':
          // SQLite and Node name the place of every write; only who reads seeks.
          return;
        default:
          refuseOnFolder(name, args, descriptor);
      }
    },
  };

  function refuseOnFolder(name: string, args: readonly string[], descriptor: OpenFile | undefined): void {
    const concerns = descriptor?.kind === 'file' || args.some((one) => one.startsWith('"') && relative(one) !== null);
    if (concerns) {
      throw new Error(`the model of the disk does not know ${name}(${args.map((one) => one.slice(0, 60)).join(', ')})`);
    }
  }
}

function stringOf(argument: string | undefined): Buffer {
  return argument?.startsWith('"') === true
    ? Buffer.from(argument.slice(1, -1).replaceAll('\\x', ''), 'hex')
    : Buffer.alloc(0);
}
