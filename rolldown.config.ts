import { defineConfig } from 'rolldown';

// Outside the bundles: Electron, native addons, and packages that read data files beside their own code.
const external = [/^electron($|\/)/, 'better-sqlite3', 'serialport', 'pdfmake', '@electric-sql/pglite'];
const common = { platform: 'node', external, transform: { target: 'node24' } } as const;
const output = { dir: 'dist/electron', format: 'cjs', entryFileNames: '[name].cjs', sourcemap: true } as const;

/** The three programs of the desktop: a sandboxed preload must be one CommonJS file, and the others follow it. */
export default defineConfig([
  { ...common, input: { main: 'electron/main.ts' }, output },
  { ...common, input: { preload: 'electron/preload.ts' }, output },
  { ...common, input: { station: 'electron/station-process.ts' }, output },
]);
