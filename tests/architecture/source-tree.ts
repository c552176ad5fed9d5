import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type ModuleFacts, readModule } from './read-module.ts';

/** All source files below a root, with every import resolved to a file of the tree, a package or a module of Node. */
export interface SourceTree {
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly from: string;
  readonly line: number;
  readonly typeOnly: boolean;
  readonly target: ImportTarget;
}

export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'missing'; readonly specifier: string };

const leftOut = /^(node_modules|dist|release|coverage|test-results|playwright-report|\..*)$/;
const sourceName = /\.(ts|tsx|mts|cts)$/;

export function readSourceTree(root: string): SourceTree {
  const modules = new Map(listSources(root, '').map((path) => [path, readModule(root, path)]));
  const edges = [...modules.values()].flatMap((module) =>
    module.imports.map((found) => ({
      from: module.path,
      line: found.line,
      typeOnly: found.typeOnly,
      target: resolveImport(root, module.path, found.specifier),
    })),
  );
  return { modules, edges };
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path);
}

/** What tests of a folder share. It lies in a folder `testing` beside them. */
export function isTestBench(path: string): boolean {
  return /(^|\/)testing\//.test(path);
}

function listSources(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      return leftOut.test(entry.name) ? [] : listSources(root, path);
    }
    return sourceName.test(entry.name) ? [path] : [];
  });
}

function resolveImport(root: string, from: string, specifier: string): ImportTarget {
  const [written = specifier] = specifier.split('?');
  if (written.startsWith('#') || written.startsWith('.')) {
    const path = written.startsWith('#') ? written.slice(1) : posix.join(posix.dirname(from), written);
    return existsSync(join(root, path)) ? { kind: 'file', path } : { kind: 'missing', specifier };
  }
  if (written.startsWith('node:')) {
    return { kind: 'node', name: written };
  }
  const parts = written.split('/');
  return { kind: 'package', name: parts.slice(0, written.startsWith('@') ? 2 : 1).join('/') };
}
