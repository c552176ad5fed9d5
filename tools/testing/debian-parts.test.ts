import { describe, expect, it } from 'vitest';
import { describeMissing, ensureDebianParts, type Machine } from './debian-parts.ts';

function machine(change: Partial<Machine> & { readonly commands: readonly string[] }): Machine {
  return { isRoot: true, aptInstall: () => undefined, hasCommand: (name) => change.commands.includes(name), ...change };
}
const all = ['chromium', 'socat', 'pdftotext', 'gammu', 'zint'];
const allBut = (...names: readonly string[]) => all.filter((name) => !names.includes(name));
const silent = () => undefined;

describe('programs that npm cannot bring', () => {
  it('are left alone when they are there', () => {
    expect(ensureDebianParts(machine({ commands: all }), silent)).toEqual({ kind: 'complete' });
  });

  it('are installed by root, by the names of their packages, and said before', () => {
    const lines: string[] = [];
    const installed: string[] = [];
    const outcome = ensureDebianParts(
      machine({
        commands: ['apt-get', ...allBut('socat', 'pdftotext')],
        aptInstall: (names) => void installed.push(...names),
      }),
      (line) => lines.push(line),
    );
    expect(outcome).toEqual({ kind: 'installed', packages: ['socat', 'poppler-utils'] });
    expect(installed).toEqual(['socat', 'poppler-utils']);
    expect(lines).toEqual(['Installing socat, poppler-utils with apt-get …']);
  });

  it.each([
    ['there is no apt-get here', machine({ commands: allBut('chromium') })],
    ['only root may install packages', machine({ commands: ['apt-get', ...allBut('chromium')], isRoot: false })],
    [
      'apt-get failed: no space',
      machine({ commands: ['apt-get', ...allBut('chromium')], aptInstall: () => 'no space' }),
    ],
  ])('are named with what will fail: %s', (reason, where) => {
    const outcome = ensureDebianParts(where, silent);
    expect(outcome).toMatchObject({ kind: 'missing', reason });
    expect(outcome.kind === 'missing' && describeMissing(outcome.parts, outcome.reason)).toBe(
      `Not installed (${reason}): chromium. Without them fail the browser tests. To install them: apt-get install chromium`,
    );
  });
});
