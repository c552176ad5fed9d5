import { oc } from '@orpc/contract';
import { z } from 'zod';
import { portFinding } from '../../domain/cable/diagnose-port.ts';
import { captureLine } from '../../domain/capture/capture-line.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { takenNameOrNone } from '../../kernel/plain-name.ts';
import { driverId, portAnswer } from './cable.ts';

/** Speeds that units are spoken to with; 8 data bits, no parity, one stop bit. */
export const baudRates = [9600, 19_200, 38_400, 57_600, 115_200, 230_400] as const;
export const baudRate = z.union(baudRates.map((rate) => z.literal(rate)));

/** A serial port as the settings page shows it (INST-1). `key` names it in the calls below. */
export const portView = z.strictObject({
  key: z.string(),
  path: z.string(),
  usb: z.string().nullable(),
  /** What its USB ids are known as, otherwise what it says of its maker. */
  device: z.string().nullable(),
  isPresent: z.boolean(),
  /** A person typed its name, because the system does not list it. */
  isNamed: z.boolean(),
  isBuiltIn: z.boolean(),
  use: z.enum(['bay', 'reader', 'ignored']),
  bay: z.number().int().positive().nullable(),
  name: z.string().nullable(),
  baudRate,
  /** The family that is spoken there; null: whichever answers. */
  driver: driverId.nullable(),
  state: z.enum(['idle', 'working', 'gone']),
  answer: portAnswer,
});
export type PortView = z.infer<typeof portView>;

export const portsView = z.strictObject({
  /** `position`: a bay is the USB socket, whatever is plugged in there. `device`: a bay follows its cable into any socket. */
  memory: z.enum(['position', 'device']),
  ports: z.array(portView),
});
export type PortsView = z.infer<typeof portsView>;

/** What the port doctor found (INST-1). The first finding is the one that matters; `log` is what went over the cable in the attempt. */
export const portCheck = z.strictObject({
  kind: z.literal('checked'),
  port: z.string(),
  at: isoTime,
  findings: z.array(portFinding),
  log: z.array(captureLine),
});
export type PortCheck = z.infer<typeof portCheck>;

const onPort = z.strictObject({ key: z.string() });
const noSuchPort = z.strictObject({ kind: z.literal('no-such-port') });
/** Work runs there; what it goes by is not changed under its hands. */
const atWork = z.strictObject({ kind: z.literal('at-work'), bay: z.number().int().positive() });
const changed = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('changed') }), noSuchPort, atWork]);

export const portsContract = {
  list: oc.output(portsView),
  /** Looks at the ports at once and asks every bay that has nothing to do who is there. Answers when all were asked. */
  find: oc.output(portsView),
  /** The bay on which this unit is, by its IMEI; asks the bays that have not told, one after the other. Null: on none. */
  seek: oc
    .input(z.strictObject({ imei: z.string() }))
    .output(z.strictObject({ bay: z.number().int().positive().nullable() })),
  /** Says in findings why a port can or cannot be used. Opens and asks it where it is a bay with nothing to do. */
  check: oc.input(onPort).output(z.discriminatedUnion('kind', [portCheck, noSuchPort])),
  /** What is left out stays as it is. An ignored port is no bay and is never opened. */
  change: oc
    .input(
      onPort.extend({
        name: takenNameOrNone(24).nullable().optional(),
        use: z.enum(['bay', 'ignored']).optional(),
        baudRate: baudRate.optional(),
        driver: driverId.nullable().optional(),
      }),
    )
    .output(changed),
  /** Gives a bay this number; the bay that had it gets the other's. */
  renumber: oc.input(onPort.extend({ bay: z.number().int().min(1).max(99) })).output(changed),
  /** Forgets number, name and settings; a port that is there is then met as a new one. */
  forget: oc.input(onPort).output(changed),
  /** Makes a port known that the system does not list: a path, or `tcp://host:port`. */
  name: oc
    .input(z.strictObject({ path: z.string().trim().min(1).max(255) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('named') }),
        z.strictObject({ kind: z.literal('known') }),
      ]),
    ),
  /** What bays are remembered by. They keep their numbers. */
  remember: oc.input(z.strictObject({ by: z.enum(['position', 'device']) })).output(portsView),
};
