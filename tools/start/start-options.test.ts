import { describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options.ts';

const usual = { resetDemo: false, port: 0, showWindow: true, folder: null };

describe('npm start --', () => {
  it.each([
    [[], usual],
    [['--reset-demo'], { ...usual, resetDemo: true }],
    [['--port', '4711', '--no-open'], { ...usual, port: 4711, showWindow: false }],
    [['--folder', '/tmp/demo'], { ...usual, folder: '/tmp/demo' }],
  ])('%j', (words, options) => {
    expect(readStartOptions(words)).toEqual({ kind: 'start', options });
  });

  it.each([[['--port', 'many']], [['--port', '70000']], [['--port', '-1']], [['--bogus']], [['word']], [['--port']]])(
    '%j is wrong, in one sentence',
    (words) => {
      const wish = readStartOptions(words);
      expect(wish.kind).toBe('wrong');
      expect(wish.kind === 'wrong' && wish.sentence).toMatch(/^[^\n]{10,}$/);
    },
  );

  it('tells its usage', () => {
    expect(readStartOptions(['--help'])).toEqual({ kind: 'help' });
  });
});
