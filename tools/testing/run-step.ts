import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export const projectRoot: string = dirname(dirname(import.meta.dirname));

export interface Step {
  readonly name: string;
  /** Package whose first command runs, for example `vitest`. */
  readonly tool: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** `through` shows the tool's own output while it works; `on-failure` keeps it back until it is needed. */
  readonly show: 'through' | 'on-failure';
}

export interface StepResult {
  readonly name: string;
  readonly exitCode: number;
  /** What the tool wrote; empty when it was shown while it worked. */
  readonly output: string;
  readonly durationMs: number;
}

/** Runs one tool of the project under this Node and waits for its end. Never rejects for a tool that fails. */
export async function runStep(step: Step): Promise<StepResult> {
  const startedMs = performance.now();
  const { exitCode, output } = await runTool(step);
  return { name: step.name, exitCode, output, durationMs: performance.now() - startedMs };
}

function runTool(step: Step): Promise<{ readonly exitCode: number; readonly output: string }> {
  const child = spawn(process.execPath, [findToolScript(step.tool), ...step.arguments], {
    cwd: projectRoot,
    env: { ...toolEnvironment(), ...step.environment },
    stdio: step.show === 'through' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return new Promise((resolve) => {
    child.on('error', (error) =>
      resolve({ exitCode: 1, output: `${step.tool} could not be started: ${error.message}` }),
    );
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}

/** The script behind a package's command; started by its path, because a shell would pick the system's Node for it. */
function findToolScript(tool: string): string {
  const folder = join(projectRoot, 'node_modules', tool);
  const manifest: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const script = typeof manifest.bin === 'string' ? manifest.bin : Object.values(manifest.bin)[0];
  if (script === undefined) {
    throw new Error(`${tool} has no command`);
  }
  return join(folder, script);
}

function toolEnvironment(): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), join(projectRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''];
  return { ...process.env, PATH: path.join(delimiter) };
}
