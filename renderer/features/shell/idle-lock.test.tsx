import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { IdleLock } from './idle-lock.tsx';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});
const pass = (seconds: number) => act(async () => void (await vi.advanceTimersByTimeAsync(seconds * 1_000)));
const warning = () => screen.queryByRole('alert')?.textContent ?? null;

describe('STA-1 the bench locks when it is left', () => {
  it('warns half a minute before, then locks', async () => {
    const lock = vi.fn(() => ({ kind: 'empty' }));
    await renderOnPage(<IdleLock afterMs={5 * 60_000} />, { 'access.lock': lock });
    await pass(4 * 60 + 20);
    expect(warning()).toBeNull();
    await pass(15);
    expect(warning()).toContain('The bench locks in 30 seconds');
    expect(lock).not.toHaveBeenCalled();
    await pass(30);
    expect(lock).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a key', () => fireEvent.keyDown(document.body, { key: 'a' })],
    ['a click', () => fireEvent.pointerDown(document.body)],
  ])('%s keeps it open', async (_name, touch) => {
    const lock = vi.fn(() => ({ kind: 'empty' }));
    await renderOnPage(<IdleLock afterMs={5 * 60_000} />, { 'access.lock': lock });
    await pass(4 * 60 + 45);
    expect(warning()).not.toBeNull();
    act(() => void touch());
    await pass(1);
    expect(warning()).toBeNull();
    await pass(4 * 60);
    expect(lock).not.toHaveBeenCalled();
  });

  it('tells the station of work on the page, but not of every key', async () => {
    const touch = vi.fn(() => ({ kind: 'touched' }));
    await renderOnPage(<IdleLock afterMs={60_000} />, { 'access.touch': touch });
    for (let second = 0; second < 20; second += 1) {
      await pass(1);
      act(() => void fireEvent.keyDown(document.body, { key: 'a' }));
    }
    expect(touch).toHaveBeenCalledTimes(2);
  });

  it('tries again while the station does not answer', async () => {
    const lock = vi.fn(() => {
      throw new Error('the wire is cut');
    });
    await renderOnPage(<IdleLock afterMs={5 * 60_000} />, { 'access.lock': lock });
    await pass(5 * 60);
    for (const _second of Array(6)) {
      await pass(1);
    }
    expect(lock.mock.calls.length).toBeGreaterThan(2);
  });
});
