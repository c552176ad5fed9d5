import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findViolations } from './find-violations.ts';
import { readSourceTree } from './source-tree.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const planted: string[] = [];

afterEach(() => {
  for (const root of planted.splice(0)) {
    rmSync(root, { recursive: true, force: true });
  }
});

/** Writes files into a folder of their own and judges them as if they were the project. */
function judgePlanted(files: Readonly<Record<string, string>>): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'fitbay-architecture-'));
  planted.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findViolations(readSourceTree(root));
}

describe('the import table', () => {
  it('finds nothing against the project', () => {
    const tree = readSourceTree(projectRoot);
    expect(tree.modules.size).toBeGreaterThan(100);
    expect(tree.edges.length).toBeGreaterThan(300);
    expect(findViolations(tree)).toEqual([]);
  });

  it('accepts a small house in order', () => {
    const violations = judgePlanted({
      'core/kernel/a.ts': "import canonicalize from 'canonicalize';\nexport const a = canonicalize;\n",
      'core/domain/b.ts': "import { a } from '../kernel/a.ts';\nexport const b = new Date(0);\nexport { a };\n",
      'core/ports/p.ts': "import type { b } from '../domain/b.ts';\nexport type P = typeof b;\n",
      'core/station/s.ts': "import type { P } from '../ports/p.ts';\nexport type S = P;\n",
      'core/domain/b.test.ts': "import { sim } from '#sim/unit.ts';\nexport const now = Date.now();\nexport { sim };\n",
      'core/protocol/frame.ts': 'export type Frame = string;\n',
      'sim/unit.ts': "import type { Frame } from '#core/protocol/frame.ts';\nexport const sim: Frame = '';\n",
      'electron/cli.ts': "import { sim } from '#sim/unit.ts';\nimport './host/h.ts';\nexport { sim };\n",
      'electron/host/h.ts': "import type { S } from '#core/station/s.ts';\nexport type H = S;\n",
      'electron/shell/w.ts': "import type { App } from 'electron';\nexport type W = App;\n",
      'renderer/main.tsx': "import { b } from '#core/domain/b.ts';\nexport const page = <p>{String(b)}</p>;\n",
    });
    expect(violations).toEqual([]);
  });

  const leaf = 'export const x = 1;\n';
  const faults: readonly { fault: string; files: Record<string, string>; says: string }[] = [
    {
      fault: 'kernel imports domain',
      files: { 'core/kernel/a.ts': "import '../domain/x.ts';\n", 'core/domain/x.ts': leaf },
      says: 'core/kernel/a.ts:1 may not import core/domain/x.ts',
    },
    {
      fault: 'domain imports a type of protocol',
      files: { 'core/domain/a.ts': "\nimport type { x } from '../protocol/x.ts';\n", 'core/protocol/x.ts': leaf },
      says: 'core/domain/a.ts:2 may not import core/protocol/x.ts',
    },
    {
      fault: 'a port uses code of the domain',
      files: { 'core/ports/a.ts': "import { x } from '../domain/x.ts';\nexport { x };\n", 'core/domain/x.ts': leaf },
      says: 'core/ports/a.ts:1 may only name types of core/domain/x.ts, but uses its code',
    },
    {
      fault: 'core reaches out to electron by a dynamic import',
      files: { 'core/station/a.ts': "await import('#electron/host/x.ts');\n", 'electron/host/x.ts': leaf },
      says: 'core/station/a.ts:1 may not import electron/host/x.ts',
    },
    {
      fault: 'the page imports the station',
      files: { 'renderer/a.tsx': "export { x } from '#core/station/x.ts';\n", 'core/station/x.ts': leaf },
      says: 'renderer/a.tsx:1 may not import core/station/x.ts',
    },
    {
      fault: 'the cloud imports ports by an import type',
      files: { 'cloud/a.ts': "export type A = import('#core/ports/x.ts').X;\n", 'core/ports/x.ts': leaf },
      says: 'cloud/a.ts:1 may not import core/ports/x.ts',
    },
    {
      fault: 'the simulator shares a parser with the product',
      files: { 'sim/a.ts': "import { x } from '#core/protocol/x.ts';\nexport { x };\n", 'core/protocol/x.ts': leaf },
      says: 'sim/a.ts:1 may only name types of core/protocol/x.ts, but uses its code',
    },
    {
      fault: 'an adapter imports the simulator',
      files: { 'electron/adapters/a.ts': "import '#sim/x.ts';\n", 'sim/x.ts': leaf },
      says: 'electron/adapters/a.ts:1 may not import sim/x.ts',
    },
    {
      fault: 'the product imports a test',
      files: { 'electron/host/a.ts': "import '#tests/x.ts';\n", 'tests/x.ts': leaf },
      says: 'electron/host/a.ts:1 may not import tests/x.ts',
    },
    {
      fault: 'the product imports what tests share',
      files: {
        'electron/host/a.ts': "import './testing/x.ts';\n",
        'electron/host/testing/x.ts': "import '#sim/y.ts';\n",
        'sim/y.ts': leaf,
      },
      says: 'electron/host/a.ts:1 may not import electron/host/testing/x.ts: it is there for tests',
    },
    {
      fault: 'a folder without a rule',
      files: { 'shared/a.ts': "import './x.ts';\n", 'shared/x.ts': leaf },
      says: 'shared/a.ts:1 lies in a folder without a rule in the import table',
    },
    {
      fault: 'core imports Node',
      files: { 'core/kernel/a.ts': "import 'node:fs';\n" },
      says: 'core/kernel/a.ts:1 imports node:fs, but core/kernel knows no Node',
    },
    {
      fault: 'core imports a package with effects',
      files: { 'core/domain/a.ts': "import 'better-sqlite3';\n" },
      says: 'core/domain/a.ts:1 imports the package better-sqlite3, which core/domain may not use',
    },
    {
      fault: 'electron outside of the shell',
      files: { 'electron/host/a.ts': "import { app } from 'electron';\nexport { app };\n" },
      says: 'electron/host/a.ts:1 imports electron outside of the shell',
    },
    {
      fault: 'electron by require, in a test',
      files: { 'tests/electron/a.test.ts': "const electron = require('electron');\nexport { electron };\n" },
      says: 'tests/electron/a.test.ts:1 imports electron outside of the shell',
    },
    {
      fault: 'the command line reaches electron through the shell',
      files: {
        'electron/cli.ts': "import './shell/a.ts';\n",
        'electron/shell/a.ts': "import { app } from 'electron';\nexport { app };\n",
      },
      says: 'electron/cli.ts runs without Electron but loads it through electron/shell/a.ts',
    },
    {
      fault: 'an import of a file that is not there',
      files: { 'tools/a.ts': "import './gone.ts';\n" },
      says: 'tools/a.ts:1 imports ./gone.ts, which does not exist',
    },
    {
      fault: 'a cycle',
      files: { 'tools/a.ts': "import './b.ts';\n", 'tools/b.ts': "import './a.ts';\n" },
      says: 'cycle: tools/a.ts → tools/b.ts → tools/a.ts',
    },
    {
      fault: 'a file that grew too long',
      files: { 'tools/a.ts': `${leaf.repeat(400)}export const y = 1;\n` },
      says: 'tools/a.ts has 401 lines, more than 400',
    },
    {
      fault: 'a default export',
      files: { 'tools/a.ts': 'const a = 1;\nexport { a as default };\n' },
      says: 'tools/a.ts has a default export',
    },
    {
      fault: 'core asks the clock',
      files: { 'core/domain/a.ts': 'export const a = Date.now();\n' },
      says: 'core/domain/a.ts:1 uses Date.now in core',
    },
    {
      fault: 'core makes a date of now',
      files: { 'core/domain/a.ts': 'export const a = new Date();\n' },
      says: 'core/domain/a.ts:1 uses new Date() in core',
    },
    {
      fault: 'core throws dice',
      files: { 'core/domain/a.ts': 'export const dice = Math.random;\n' },
      says: 'core/domain/a.ts:1 uses Math.random in core',
    },
    {
      fault: 'core starts a timer',
      files: { 'core/domain/a.ts': 'setTimeout(() => undefined, 1);\n' },
      says: 'core/domain/a.ts:1 uses setTimeout() in core',
    },
  ];
  it.each(faults)('fires on a planted fault: $fault', ({ files, says }) => {
    expect(judgePlanted(files)).toEqual([says]);
  });
});
