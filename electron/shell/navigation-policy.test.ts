import { describe, expect, it } from 'vitest';
import { judgeNavigation } from './navigation-policy.ts';

describe('where a page may go', () => {
  it('stays within its own address', () => {
    expect(judgeNavigation('app://fitbay/index.html#/bench')).toEqual({ kind: 'stay' });
  });

  it('opens a known https host in the browser of the person', () => {
    expect(judgeNavigation('https://support.example.com/request?id=1')).toEqual({
      kind: 'open-outside',
      url: 'https://support.example.com/request?id=1',
    });
  });

  it.each([
    'http://support.example.com/',
    'https://support.example.com:8443/',
    'https://anna:pin@support.example.com/',
    'https://support.example.com.evil.example/',
    'https://evil.example/?support.example.com',
    'https://evil.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'fitbay://job/1',
    'smb://server/share',
    'ms-msdt:/id',
    'about:blank',
    'app://other/index.html',
    '',
  ])('refuses %s', (address) => {
    expect(judgeNavigation(address)).toEqual({ kind: 'refuse' });
  });
});
