/**
 * Who may import whom, as data. The first rule whose folder holds the importing file decides; a file of a folder that no rule
 * names may import nothing, so a new top folder begins with a line in here. A folder may always import itself.
 */

export interface FolderRule {
  /** Path prefix, or one file. The most specific rule stands first. */
  readonly folder: string;
  /** Folders whose code it may use. */
  readonly uses: readonly string[];
  /** Folders of which it may name types only. */
  readonly namesTypesOf?: readonly string[];
  /** npm packages it may use (a prefix that ends in `/` admits a scope); `any` where the folder is free. */
  readonly packages: 'any' | readonly string[];
  /** May it use Node's own modules? */
  readonly node: boolean;
}

/** Everything that a program's composition root may join together. */
const product = ['core', 'electron', 'cloud', 'sim', 'resources'] as const;

const compositionRoot = { uses: product, packages: 'any', node: true } as const;
const workbench = { uses: [...product, 'renderer', 'tools', 'tests', 'bench'], packages: 'any', node: true } as const;

/** Packages without I/O that core may stand on. */
const pure = ['zod', 'canonicalize', '@noble/hashes'] as const;

export const importTable: readonly FolderRule[] = [
  { folder: 'core/kernel', uses: [], packages: pure, node: false },
  { folder: 'core/domain', uses: ['core/kernel', 'resources'], packages: pure, node: false },
  { folder: 'core/protocol', uses: ['core/kernel', 'resources'], packages: pure, node: false },
  {
    folder: 'core/contract',
    uses: ['core/kernel', 'core/domain', 'resources'],
    packages: [...pure, '@orpc/contract'],
    node: false,
  },
  { folder: 'core/ports', uses: ['core/kernel'], namesTypesOf: ['core/domain'], packages: [], node: false },
  // Reading codes is computation, needed by the page's worker and by Node alike; its libraries do no I/O when they are handed their data.
  {
    folder: 'core/barcode',
    uses: ['core/kernel', 'core/domain'],
    namesTypesOf: ['core/ports'],
    packages: ['zxing-wasm', '@zxing/library'],
    node: false,
  },
  { folder: 'core/texts', uses: ['core/kernel', 'core/domain', 'resources'], packages: ['@lingui/'], node: false },
  {
    folder: 'core/station',
    uses: ['core/kernel', 'core/domain', 'core/protocol', 'core/contract', 'core/ports', 'core/texts', 'resources'],
    packages: [...pure, '@orpc/contract'],
    node: false,
  },
  { folder: 'electron/main.ts', ...compositionRoot },
  { folder: 'electron/headless.ts', ...compositionRoot },
  { folder: 'electron/station-process.ts', ...compositionRoot },
  { folder: 'electron/cli.ts', ...compositionRoot },
  { folder: 'electron/cli', ...compositionRoot },
  { folder: 'electron/demo', ...compositionRoot },
  { folder: 'electron', uses: ['core', 'resources'], packages: 'any', node: true },
  {
    folder: 'renderer',
    uses: ['core/kernel', 'core/domain', 'core/contract', 'core/barcode', 'core/texts', 'resources'],
    packages: 'any',
    node: false,
  },
  { folder: 'cloud/main.ts', ...compositionRoot },
  {
    folder: 'cloud',
    uses: ['core/kernel', 'core/domain', 'core/contract', 'core/texts', 'resources'],
    packages: 'any',
    node: true,
  },
  // The simulator is the judge of core/protocol: it may name its types, but bytes are made and read by code of its own.
  {
    folder: 'sim',
    uses: ['core/kernel', 'resources'],
    namesTypesOf: ['core/protocol', 'core/ports'],
    packages: 'any',
    node: true,
  },
  { folder: 'resources', uses: ['core/kernel'], namesTypesOf: ['core/domain'], packages: ['zod'], node: false },
  { folder: 'tools', ...workbench },
  { folder: 'bench', ...workbench },
  { folder: 'tests', ...workbench },
];

/** Unit tests lie beside their unit, and what they share beside them: both may use whatever they need to judge it. */
export const testRule: FolderRule = { folder: '', ...workbench };

/** Where Electron's module may be imported at all. */
export const electronHolders: readonly string[] = ['electron/main.ts', 'electron/preload.ts', 'electron/shell'];

/** Programs that run under plain Node: nothing they reach may load Electron. */
export const plainNodeEntries: readonly string[] = [
  'electron/cli.ts',
  'electron/headless.ts',
  'electron/station-process.ts',
  'cloud/main.ts',
];

export const longestFileLines = 400;
