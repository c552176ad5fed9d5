import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, runStep } from '../testing/run-step.ts';

/** Something that is built from sources, and how to tell whether it still is what they say. */
export interface Build {
  /** For the progress line: `the page`. */
  readonly name: string;
  readonly tool: string;
  readonly arguments: readonly string[];
  /** Files and folders, relative to the project, that the result depends on. */
  readonly sources: readonly string[];
  /** A file that is there once it was built. */
  readonly result: string;
}

export const pageBuild: Build = {
  name: 'the page',
  tool: 'vite',
  arguments: ['build', '--logLevel', 'warn'],
  sources: ['renderer', 'core', 'resources', 'vite.config.ts', 'package-lock.json'],
  result: 'dist/renderer/index.html',
};

export const desktopBuild: Build = {
  name: 'the desktop program',
  tool: 'rolldown',
  arguments: ['-c', 'rolldown.config.ts'],
  sources: ['electron', 'core', 'sim', 'resources', 'rolldown.config.ts', 'package-lock.json'],
  result: 'dist/electron/main.cjs',
};

export type BuildOutcome =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'built'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly output: string };

/** Builds unless the result is there and made from these very sources; names, sizes and times of files stand for their content. */
export async function buildIfStale(build: Build, root: string = projectRoot): Promise<BuildOutcome> {
  const stampFile = join(root, 'dist', `.built-${build.tool}`);
  const stamp = stampOf(build.sources.map((source) => join(root, source)));
  if (existsSync(join(root, build.result)) && readStamp(stampFile) === stamp) {
    return { kind: 'fresh' };
  }
  const { name, tool, arguments: toolArguments } = build;
  const { exitCode, output, durationMs } = await runStep({ name, tool, arguments: toolArguments, show: 'on-failure' });
  if (exitCode !== 0) {
    return { kind: 'failed', output };
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return { kind: 'built', durationMs };
}

function readStamp(stampFile: string): string {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

/** One text for the state of these files and folders. */
export function stampOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
