import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { clearPage, renderOnPage } from '../testing/render-on-page.tsx';
import { Answered } from '../ui/answered.tsx';
import { sampleKey, useLive } from './live-store.ts';
import { useStationQuery } from './station-provider.tsx';

function Feed() {
  const feed = useStationQuery(['feed'], (client) => client.scan.feed({ limit: 40 }));
  return <Answered query={feed}>{(entries) => <p>{entries.length} entries</p>}</Answered>;
}

afterEach(clearPage);
const changed = (...topics: ('feed' | 'sheets')[]) => ({ kind: 'changed', topics, sessionId: null }) as const;

describe('what the page shows is kept fresh by the station', () => {
  it('asks again for a topic that changed, and only for that', async () => {
    let length = 1;
    const station = await renderOnPage(<Feed />, { 'scan.feed': () => Array.from({ length }) });
    await screen.findByText('1 entries');
    const asked = station.calls.length;
    act(() => station.tell(changed('sheets')));
    length = 2;
    act(() => station.tell(changed('feed')));
    await screen.findByText('2 entries');
    expect(station.calls).toHaveLength(asked + 1);
  });

  it('asks for everything anew after a reconnection', async () => {
    let length = 1;
    const station = await renderOnPage(<Feed />, { 'scan.feed': () => Array.from({ length }) });
    await screen.findByText('1 entries');
    length = 3;
    act(() => station.tell({ kind: 'hello' }));
    await screen.findByText('3 entries');
  });

  it('keeps measured samples by sheet and check, and lets them go by sheet', async () => {
    const station = await renderOnPage(<Feed />, { 'scan.feed': () => [] });
    const sample = { kind: 'sample', checkId: 'supply', value: 24_600, text: null, elapsedMs: 200 } as const;
    act(() => station.tell({ ...sample, sessionId: 'one' }));
    act(() => station.tell({ ...sample, sessionId: 'other' }));
    await waitFor(() => expect(Object.keys(useLive.getState().samples)).toEqual(['one/supply', 'other/supply']));
    act(() => useLive.getState().forgetSamples('one'));
    expect(Object.keys(useLive.getState().samples)).toEqual([sampleKey('other', 'supply')]);
    act(() => useLive.getState().forgetSamples('other'));
  });

  it('ORG-2 says that a role does not allow it', async () => {
    await renderOnPage(<Feed />, {
      'scan.feed': () => {
        throw Object.assign(new Error('no'), { code: 'NOT_ALLOWED' });
      },
    });
    expect((await screen.findByRole('alert', {}, { timeout: 4_000 })).textContent).toContain(
      'Your role does not allow this.',
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers to ask again after a fault', async () => {
    let broken = true;
    await renderOnPage(<Feed />, {
      'scan.feed': () => {
        if (broken) {
          throw new Error('fault');
        }
        return [];
      },
    });
    const again = await screen.findByRole('button', { name: 'Try again' }, { timeout: 4_000 });
    broken = false;
    act(() => again.click());
    await screen.findByText('0 entries');
  });
});
