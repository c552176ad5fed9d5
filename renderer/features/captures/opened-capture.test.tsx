import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureLine } from '#core/domain/capture/capture-line.ts';
import { sampleCapture } from '#core/domain/capture/testing/sample-capture.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { OpenedCapture } from './opened-capture.tsx';

/** A window in which things have a size; the test's page lays nothing out by itself. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(900);
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
});

const many: CaptureLine[] = Array.from({ length: 10_000 }, (_, index) => ({
  at: '2026-11-20T08:00:00.000Z',
  direction: index % 2 === 0 ? 'to-unit' : 'from-unit',
  text: index === 9_999 ? 'ERROR' : `line ${index}`,
}));

describe('INST-7 a capture of ten thousand lines', () => {
  it('draws only those in sight, and says how many there are', async () => {
    await renderOnPage(<OpenedCapture capture={{ ...sampleCapture, lines: many }} />);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
    expect(screen.getAllByRole('row').length).toBeLessThan(100);
    expect(screen.getByRole('article').textContent).toContain('10,000 lines');
  });

  it('finds words and bytes in all of them, and knows the one error', async () => {
    await renderOnPage(<OpenedCapture capture={{ ...sampleCapture, lines: many }} />);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'line 99' } });
    expect(screen.getByText('1 of 110')).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '45 52 52' } });
    expect(screen.getByText('1 of 1')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go to the error' })).toBeTruthy();
  });
});
