import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { clearPage, renderOnPage } from '../testing/render-on-page.tsx';
import { Answered } from '../ui/answered.tsx';
import { useStationQuery } from './station-provider.tsx';
import { useFreshForPerson } from './use-fresh-for-person.ts';

function MyJobs() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useFreshForPerson(seat.data?.kind === 'signed-in' ? seat.data.personId : null);
  const jobs = useStationQuery(['jobs', 'mine'], (client) => client.jobs.mine());
  return <Answered query={jobs}>{({ rows }) => <p>{rows.length} of mine</p>}</Answered>;
}

afterEach(clearPage);

describe('ORG-2 what depends on who asks', () => {
  it('is asked again when somebody else sits down, and not when the seat changes in another way', async () => {
    let personId = 'kaya';
    const mine: Record<string, number> = { kaya: 1, okafor: 3 };
    const station = await renderOnPage(<MyJobs />, {
      'access.seat': () => ({ kind: 'signed-in', personId, displayName: personId, rights: [] }),
      'jobs.mine': () => ({ rows: Array.from({ length: mine[personId] ?? 0 }), asOf: null }),
    });
    await screen.findByText('1 of mine');
    const asked = () => station.calls.filter(({ name }) => name === 'jobs.mine').length;
    const seats = () => station.calls.filter(({ name }) => name === 'access.seat').length;
    const [before, seatsBefore] = [asked(), seats()];
    act(() => station.tell({ kind: 'changed', topics: ['seat'], sessionId: null }));
    await waitFor(() => expect(seats()).toBe(seatsBefore + 1));
    expect(asked()).toBe(before);
    personId = 'okafor';
    act(() => station.tell({ kind: 'changed', topics: ['seat'], sessionId: null }));
    await screen.findByText('3 of mine');
  });
});
