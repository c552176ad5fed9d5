import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** The demo's switches. On every other station each call says that this is no demo. */
export function demoProcedures(context: StationContext): AreaProcedures<'demo'> {
  const { demo } = context;
  const notADemo = { kind: 'not-a-demo' } as const;
  return {
    tray: async () => (demo === null ? notADemo : { kind: 'tray', labels: [...demo.labels] }),

    pallet: async () => (demo === null ? notADemo : { kind: 'pallet', texts: [...demo.pallet] }),

    network: async () => (demo === null ? notADemo : { kind: 'network', connected: demo.networkConnected() }),

    setNetwork: async ({ connected }) => {
      if (demo === null) {
        return notADemo;
      }
      demo.setNetworkConnected(connected);
      context.sync.networkChanged();
      context.changed('demo', 'sync');
      return { kind: 'network', connected };
    },

    bays: async () =>
      demo === null ? notADemo : { kind: 'bays', bays: [...demo.bays()], units: [...demo.unitNames()] },

    play: async () => {
      if (demo === null) {
        return notADemo;
      }
      const { bays, scenarios, makes } = demo.play();
      return { kind: 'play', bays: [...bays], scenarios: [...scenarios], makes: [...makes] };
    },

    setPlay: async ({ bay, scenario, make }) => {
      if (demo === null) {
        return notADemo;
      }
      const isSet = await demo.setPlay(bay, { scenario, make });
      context.changed('demo', 'bays');
      return { kind: isSet ? 'set' : 'no-such-play' };
    },

    road: async () => (demo === null ? notADemo : { kind: 'road', drives: [...demo.road()] }),

    drive: async ({ unit }) => {
      if (demo === null) {
        return notADemo;
      }
      const isHeard = await demo.drive(unit);
      // What the centre made of it comes with the next pull; somebody stands there and watches.
      context.sync.wake();
      return { kind: isHeard ? 'heard' : 'not-heard' };
    },

    setBay: async ({ bay, plugged, unit }) => {
      if (demo === null) {
        return notADemo;
      }
      const set = await demo.setBay(bay, plugged, unit);
      context.changed('demo', 'bays');
      return { kind: 'bay', ...set };
    },
  };
}
