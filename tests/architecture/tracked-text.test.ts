import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectRoot = join(import.meta.dirname, '..', '..');
const binary = /\.(png|jpg|jpeg|ico|pdf|woff2?|wasm|gz|zip|bin)$/;

/** What a file of ours must not carry: a path of one person's machine, or where that machine gets its packages. */
const traces: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'a path of one machine', pattern: /(?<![\w.#:/-])\/(work|root|home|Users)\/[\w.-]+/ },
  { name: 'a drive of one machine', pattern: /\b[A-Z]:\\Users\\\w+/ },
  { name: 'a package registry', pattern: /\bhttps?:\/\/[\w.-]*(registry|artifactory|nexus|verdaccio|jfrog)[\w.-]*/i },
  { name: 'a resolved package address', pattern: /"resolved":\s*"https?:/ },
];

function findTraces(text: string): readonly string[] {
  return traces.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
}

describe('tracked files', () => {
  it('carry no trace of the machine they were written on', (context) => {
    if (!existsSync(join(projectRoot, '.git'))) {
      context.skip('this is no git checkout, so nothing is tracked');
    }
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8' }).split('\0');
    const texts = files.filter((file) => file !== '' && !binary.test(file));
    expect(texts.length).toBeGreaterThan(100);
    const found = texts.flatMap((file) => findTraces(readTracked(file)).map((trace) => `${file}: ${trace}`));
    expect(found).toEqual([]);
  });

  it.each([
    ['a path of one machine', ['cd ', 'work', 'main'].join('/')],
    ['a path of one machine', `see "${['', 'home', 'anna', 'fitbay'].join('/')}"`],
    ['a drive of one machine', ['C:', 'Users', 'anna'].join('\\')],
    ['a package registry', ['https:/', 'registry.example.com', 'x'].join('/')],
    ['a resolved package address', `"resolved": "${['https:/', 'x.example.com'].join('/')}"`],
  ])('the search finds %s', (name, text) => {
    expect(findTraces(text)).toContain(name);
  });

  it('the search leaves routes and ordinary addresses alone', () => {
    expect(findTraces("route '#/work/sheet', href https://example.com/home/x, ./work/item")).toEqual([]);
  });
});

/** A file that was deleted but not yet committed has nothing to say. */
function readTracked(file: string): string {
  try {
    return readFileSync(join(projectRoot, file), 'utf8');
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return '';
    }
    throw error;
  }
}
