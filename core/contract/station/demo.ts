import { oc } from '@orpc/contract';
import { z } from 'zod';

/** The demo's own switches. On a station that is no demo every call answers `not-a-demo`. */
const notADemo = z.strictObject({ kind: z.literal('not-a-demo') });

export const trayLabel = z.strictObject({
  id: z.string(),
  /** What is printed on the label, to be fed to `scan.read`. */
  text: z.string(),
  title: z.string(),
  /** What it shows off, as a text key `demo.tray.<key>`. */
  story: z.string(),
  kind: z.enum(['unit', 'vin', 'broken']),
  customerHint: z.string().nullable(),
});
export type TrayLabel = z.infer<typeof trayLabel>;

export const demoContract = {
  tray: oc.output(
    z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('tray'), labels: z.array(trayLabel) }), notADemo]),
  ),
  /** The codes of a whole pallet, to be put into a carton at once (OWN-12). */
  pallet: oc.output(
    z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('pallet'), texts: z.array(z.string()) }), notADemo]),
  ),
  network: oc.output(
    z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('network'), connected: z.boolean() }), notADemo]),
  ),
  /** Pulls or plugs the station's network, so that working offline can be tried (STA-2). */
  setNetwork: oc
    .input(z.strictObject({ connected: z.boolean() }))
    .output(
      z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('network'), connected: z.boolean() }), notADemo]),
    ),
  /** Pulls or plugs the cable of a bay, and which of the demo's units sits there. */
  setBay: oc
    .input(z.strictObject({ bay: z.number().int().positive(), plugged: z.boolean(), unit: z.string().optional() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('bay'),
          bay: z.number().int(),
          plugged: z.boolean(),
          unit: z.string().nullable(),
        }),
        notADemo,
      ]),
    ),
  /** What each bay plays: its scenario, and the make of the unit there. Names of scenarios and groups are texts `demo.scenario.…` and `demo.group.…`. */
  play: oc.output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('play'),
        bays: z.array(z.strictObject({ bay: z.number().int(), scenario: z.string(), make: z.string().nullable() })),
        scenarios: z.array(z.strictObject({ name: z.string(), group: z.string() })),
        makes: z.array(z.strictObject({ id: z.string(), label: z.string().nullable() })),
      }),
      notADemo,
    ]),
  ),
  /** Lets something go wrong at a bay, or makes its unit into one of another make; both at once take effect. */
  setPlay: oc
    .input(
      z.strictObject({
        bay: z.number().int().positive(),
        scenario: z.string().optional(),
        make: z.string().optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('set') }),
        z.strictObject({ kind: z.literal('no-such-play') }),
        notADemo,
      ]),
    ),
  /** Units that are on the road, and what their next message makes of their pairing. */
  road: oc.output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('road'),
        drives: z.array(z.strictObject({ unit: z.string(), story: z.string(), sensorVin: z.string().nullable() })),
      }),
      notADemo,
    ]),
  ),
  /** Lets one of them send a message over the air. It uses the vehicle's network and not this station's. */
  drive: oc
    .input(z.strictObject({ unit: z.string().max(60) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('heard') }),
        z.strictObject({ kind: z.literal('not-heard') }),
        notADemo,
      ]),
    ),
  bays: oc.output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('bays'),
        bays: z.array(z.strictObject({ bay: z.number().int(), plugged: z.boolean(), unit: z.string().nullable() })),
        units: z.array(z.string()),
      }),
      notADemo,
    ]),
  ),
};
