import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import configuration from '../../rolldown.config.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** The part of the packing instructions that these tests judge; the builder's own schema judges the rest. */
const packing = z.object({
  appId: z.string(),
  productName: z.string(),
  electronVersion: z.string(),
  files: z.array(z.string()),
  electronFuses: z.record(z.string(), z.boolean()),
  linux: z.object({ files: z.array(z.string()) }),
  win: z.object({ files: z.array(z.string()) }),
});

// The builder's parts are found from the builder itself: they are its dependencies, not ours, and their paths may move.
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const builderConfig = requireFromBuilder('app-builder-lib/out/util/config/config.js');
const { DebugLogger } = requireFromBuilder('builder-util');
const { load } = createRequire(requireFromBuilder.resolve('app-builder-lib'))('js-yaml');

function validate(instructions: object): Promise<void> {
  return builderConfig.validateConfiguration(instructions, new DebugLogger(false));
}

let raw: object;
beforeAll(() => {
  raw = load(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8'));
});

describe('electron-builder.yml', () => {
  it('fits the schema of the builder', async () => {
    await expect(validate(raw)).resolves.toBeUndefined();
  });

  it('would not, with one key misspelt', async () => {
    await expect(validate({ ...raw, asarUnpak: [] })).rejects.toThrow(/asarUnpak/);
  });

  it('packs Fitbay for the Electron that is installed', () => {
    expect(packing.parse(raw)).toMatchObject({
      appId: 'com.example.fitbay',
      productName: 'Fitbay',
      electronVersion: packageJson.devDependencies.electron,
    });
  });

  it('burns the fuses that keep others from using our program as theirs', () => {
    expect(packing.parse(raw).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('starts every list of files with something to pack', () => {
    const { files, linux, win } = packing.parse(raw);
    for (const list of [files, linux.files, win.files]) {
      expect(list[0]).not.toMatch(/^!/);
    }
    expect(files).toEqual(expect.arrayContaining(['dist/electron/**', 'dist/renderer/**', 'package.json']));
  });

  it('finds every package that the bundles leave outside', () => {
    const external = [configuration]
      .flat()
      .flatMap((bundle) => (Array.isArray(bundle.external) ? bundle.external : []))
      .filter((name) => typeof name === 'string');
    expect(external.length).toBeGreaterThan(3);
    expect(Object.keys(packageJson.dependencies)).toEqual(expect.arrayContaining(external));
  });
});
