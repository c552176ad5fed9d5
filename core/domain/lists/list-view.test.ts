import { describe, expect, it } from 'vitest';
import { type KeptList, keptList, type ListView, mostListViews, withView } from './list-view.ts';

const layout = { columns: [{ id: 'plate', shown: true, width: 130 }], isDense: false };
const viewCalled = (id: string, name = 'My failed jobs'): ListView => ({
  id,
  name,
  address: { status: ['failed'], down: true },
  layout,
});
const none: KeptList = { layout: null, views: [] };

describe('JOB-5 saved views of a list', () => {
  it('are kept in the order in which they came, each under its own id', () => {
    const kept = withView(withView(none, viewCalled('one')) ?? none, viewCalled('two', 'Berlin'));
    expect(kept?.views.map(({ name }) => name)).toEqual(['My failed jobs', 'Berlin']);
  });

  it('are replaced in their place', () => {
    const two: KeptList = { layout, views: [viewCalled('one'), viewCalled('two')] };
    const kept = withView(two, viewCalled('one', 'Renamed'));
    expect(kept?.views.map(({ name }) => name)).toEqual(['Renamed', 'My failed jobs']);
    expect(kept?.layout).toEqual(layout);
  });

  it('are not more than somebody can choose from, but the last can still be written over', () => {
    const full: KeptList = {
      layout: null,
      views: Array.from({ length: mostListViews }, (_none, index) => viewCalled(String(index))),
    };
    expect(withView(full, viewCalled('new'))).toBeNull();
    expect(withView(full, viewCalled('0', 'Again'))?.views).toHaveLength(mostListViews);
  });

  it('say nothing that is no address and no column', () => {
    const bad = [
      { ...viewCalled('one'), address: { status: 7 } },
      { ...viewCalled('one'), name: '  ' },
      { ...viewCalled('one'), layout: { ...layout, columns: [{ id: 'plate', shown: true, width: 5 }] } },
    ];
    for (const view of bad) {
      expect(keptList.safeParse({ layout: null, views: [view] }).success).toBe(false);
    }
  });
});
