import { describe, expect, it } from 'vitest';
import type { StationEvent } from '../contract/station/station.ts';
import { createEventHub } from './event-hub.ts';

function changed(sessionId: string): StationEvent {
  return { kind: 'changed', topics: ['sheets'], sessionId };
}

async function take(events: AsyncGenerator<StationEvent, void, void>, count: number): Promise<StationEvent[]> {
  const taken: StationEvent[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done === true) {
      break;
    }
    taken.push(next.value);
  }
  return taken;
}

describe('STA-3 events for whoever watches', () => {
  it('begin with a hello and come to every watcher in their order', async () => {
    const hub = createEventHub();
    const [one, other] = [hub.watch(), hub.watch()];
    const [first, second] = [take(one, 3), take(other, 3)];
    await Promise.resolve();
    hub.publish(changed('a'));
    hub.publish(changed('b'));
    expect(await first).toEqual([{ kind: 'hello' }, changed('a'), changed('b')]);
    expect(await second).toEqual(await first);
  });

  it('are watched for as long as somebody listens', async () => {
    const hub = createEventHub();
    expect(hub.isWatched()).toBe(false);
    const events = hub.watch();
    await take(events, 1);
    expect(hub.isWatched()).toBe(true);
    await events.return();
    expect(hub.isWatched()).toBe(false);
  });

  it('say a change once that nobody has read yet, and say it again to whoever has', async () => {
    const hub = createEventHub();
    const events = hub.watch();
    await take(events, 1);
    for (const session of ['a', 'a', 'a', 'b', 'a']) {
      hub.publish(changed(session));
    }
    expect(await take(events, 3)).toEqual([changed('a'), changed('b'), changed('a')]);
    hub.publish(changed('a'));
    expect(await take(events, 1)).toEqual([changed('a')]);
  });

  it('are not kept for somebody who comes later', async () => {
    const hub = createEventHub();
    hub.publish(changed('a'));
    const events = hub.watch();
    expect(await take(events, 1)).toEqual([{ kind: 'hello' }]);
    const next = take(events, 1);
    hub.publish(changed('b'));
    expect(await next).toEqual([changed('b')]);
  });

  it('become one hello for a watcher that does not keep up, and go on after it', async () => {
    const hub = createEventHub();
    const events = hub.watch();
    await take(events, 1);
    for (let number = 0; number < 1_200; number += 1) {
      hub.publish(changed(String(number)));
    }
    const rest: StationEvent[] = [];
    const reading = (async () => {
      for await (const event of events) {
        rest.push(event);
      }
    })();
    await new Promise((resolve) => setTimeout(resolve));
    hub.publish(changed('after'));
    await new Promise((resolve) => setTimeout(resolve));
    hub.dispose();
    await reading;
    expect(rest.length).toBeLessThanOrEqual(502);
    expect(rest[0]).toEqual({ kind: 'hello' });
    expect(rest.at(-1)).toEqual(changed('after'));
  });

  it('end when the watcher goes, also one that went before it came', async () => {
    const hub = createEventHub();
    const going = new AbortController();
    const events = hub.watch(going.signal);
    await take(events, 1);
    const last = events.next();
    going.abort();
    expect(await last).toEqual({ done: true, value: undefined });
    expect((await hub.watch(AbortSignal.abort()).next()).done).toBe(true);
  });

  it('end when the station ends, for those who come afterwards too', async () => {
    const hub = createEventHub();
    const events = hub.watch();
    await take(events, 1);
    const last = events.next();
    hub.dispose();
    expect((await last).done).toBe(true);
    expect((await hub.watch().next()).done).toBe(true);
  });
});
