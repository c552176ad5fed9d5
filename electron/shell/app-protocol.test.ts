import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageFiles } from '../host/page-files.ts';
import { judgeAppRequest } from './app-protocol.ts';

const index = { body: Buffer.from('<!doctype html>'), type: 'text/html; charset=utf-8' };
const script = { body: Buffer.from('export {}'), type: 'text/javascript; charset=utf-8' };
const files: PageFiles = new Map([
  ['/', index],
  ['/index.html', index],
  ['/assets/main-abc.js', script],
]);
const get = (url: string) => judgeAppRequest(files, { method: 'GET', url });

describe('the app:// scheme', () => {
  it('serves the files of the page, whatever query or fragment follows', () => {
    expect(get('app://fitbay/')).toEqual({ kind: 'found', file: index });
    expect(get('app://fitbay/index.html?x=1#/bench')).toEqual({ kind: 'found', file: index });
    expect(get('app://fitbay/assets/main-abc.js')).toEqual({ kind: 'found', file: script });
  });

  it.each([
    ['a file that is not of the page', 'app://fitbay/main.cjs', 404],
    ['a way out', 'app://fitbay/../electron/main.cjs', 404],
    ['an encoded way out', 'app://fitbay/%2e%2e/%2e%2e/etc/passwd', 404],
    ['a NUL byte', 'app://fitbay/index.html%00.js', 404],
    ['a name every JavaScript object has', 'app://fitbay/constructor', 404],
    ['another host', 'app://fitbay.example.com/index.html', 403],
    ['a user before the host', 'app://someone@fitbay/index.html', 403],
    ['another scheme', 'file:///etc/passwd', 403],
    ['no address', 'index.html', 403],
  ] as const)('refuses %s', (_what, url, status) => {
    expect(get(url)).toEqual({ kind: 'refused', status });
  });

  it('refuses everything but reading', () => {
    expect(judgeAppRequest(files, { method: 'POST', url: 'app://fitbay/' })).toEqual({ kind: 'refused', status: 405 });
  });

  it('gives no file for 20,000 made-up paths', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2F',
      '%5c',
      '\\',
      '/',
      '//',
      '%00',
      'etc',
      'passwd',
      'C:',
      'index.htm',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const path = pieces.join('');
        const verdict = get(`app://fitbay/${path}`);
        const isStartPage = URL.parse(`app://fitbay/${path}`)?.pathname === '/';
        expect(verdict.kind).toBe(isStartPage ? 'found' : 'refused');
      }),
      { numRuns: 20_000 },
    );
  });
});
