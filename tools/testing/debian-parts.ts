import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Programs that some tests need and npm cannot bring. Where the machine allows it (Debian, as root) they are installed;
 * everywhere else one sentence says what will fail without them. Nothing is left out silently.
 */
export interface DebianPart {
  readonly command: string;
  readonly package: string;
  readonly neededFor: string;
}

const debianParts: readonly DebianPart[] = [
  { command: 'chromium', package: 'chromium', neededFor: 'the browser tests' },
  { command: 'socat', package: 'socat', neededFor: 'the tests over a pseudo-terminal' },
  { command: 'pdftotext', package: 'poppler-utils', neededFor: 'the report tests that read the PDF back' },
  { command: 'gammu', package: 'gammu', neededFor: 'the test that lets a foreign AT client judge the simulator' },
  { command: 'zint', package: 'zint', neededFor: 'the tests that read GS1 symbols drawn by another program' },
];

export type DebianPartsOutcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'installed'; readonly packages: readonly string[] }
  | { readonly kind: 'missing'; readonly parts: readonly DebianPart[]; readonly reason: string };

/** What this module asks of the machine it runs on. */
export interface Machine {
  readonly isRoot: boolean;
  hasCommand(command: string): boolean;
  /** Installs with apt-get; returns its complaint if it failed. */
  aptInstall(packages: readonly string[]): string | undefined;
}

/** Finds out what is missing and installs it where this user may. `say` is told before anything slow begins. */
export function ensureDebianParts(machine: Machine, say: (line: string) => void): DebianPartsOutcome {
  const missing = debianParts.filter((part) => !machine.hasCommand(part.command));
  if (missing.length === 0) {
    return { kind: 'complete' };
  }
  if (!machine.hasCommand('apt-get')) {
    return { kind: 'missing', parts: missing, reason: 'there is no apt-get here' };
  }
  if (!machine.isRoot) {
    return { kind: 'missing', parts: missing, reason: 'only root may install packages' };
  }
  const packages = missing.map((part) => part.package);
  say(`Installing ${packages.join(', ')} with apt-get …`);
  const complaint = machine.aptInstall(packages);
  return complaint === undefined
    ? { kind: 'installed', packages }
    : { kind: 'missing', parts: missing, reason: `apt-get failed: ${complaint}` };
}

/** One line for a person: what is missing, why it was not installed, what will fail, what to type. */
export function describeMissing(parts: readonly DebianPart[], reason: string): string {
  const packages = parts.map((part) => part.package).join(' ');
  const consequences = parts.map((part) => part.neededFor).join(', ');
  return `Not installed (${reason}): ${packages}. Without them fail ${consequences}. To install them: apt-get install ${packages}`;
}

export function thisMachine(): Machine {
  return { isRoot: process.getuid?.() === 0, hasCommand, aptInstall };
}

function aptInstall(packages: readonly string[]): string | undefined {
  const options = { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const commands = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ];
  for (const command of commands) {
    const result = spawnSync('apt-get', command, options);
    if (result.status !== 0) {
      return (result.stderr || (result.error?.message ?? '')).trim().split('\n').at(-1) ?? 'no message';
    }
  }
  return undefined;
}

function hasCommand(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not ours to run: both mean "not here"
  }
}
