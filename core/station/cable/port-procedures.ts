import type { PortsView, PortView } from '../../contract/station/ports.ts';
import { usbDeviceOf } from '../../domain/cable/usb-devices.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { notAsked } from './bay-book.ts';
import { changePort, forgetPort, nameKnownPort, type PortBook, renumberPort } from './port-book.ts';
import { checkPort, purposeOf } from './port-doctor.ts';
import type { SeenPort } from './port-watch.ts';

/** The ports of this station as people see and set them (INST-1): settings page and port doctor. */
export function portProcedures(context: StationContext): AreaProcedures<'ports'> {
  const { bays } = context;
  const seen = (key: string) => bays.ports().find(({ known }) => known.key === key);
  return {
    list: async () => portsView(context),
    find: async () => {
      await bays.findAgain();
      return portsView(context);
    },
    seek: async ({ imei }) => ({ bay: await bays.seek(imei) }),
    check: async ({ key }) => {
      const port = seen(key);
      return port === undefined ? { kind: 'no-such-port' } : checkPort(context, port);
    },
    change: async ({ key, name, use, baudRate, driver }, { principal }) =>
      changeSeen(context, seen(key), {
        principal,
        change: (book) =>
          changePort(book, key, {
            ...(name === undefined ? {} : { name: name === '' ? null : name }),
            ...(use === undefined ? {} : { use }),
            ...(baudRate === undefined ? {} : { baudRate }),
            ...(driver === undefined ? {} : { driver }),
          }),
      }),
    renumber: async ({ key, bay }, { principal }) => {
      const other = bays.ports().find(({ known }) => known.bay === bay);
      const busy = other === undefined ? null : workOn(context, other);
      return busy ?? changeSeen(context, seen(key), { principal, change: (book) => renumberPort(book, key, bay) });
    },
    forget: async ({ key }, { principal }) =>
      changeSeen(context, seen(key), { principal, change: (book) => forgetPort(book, key) }),
    name: async ({ path }, { principal }) => {
      if (bays.ports().some(({ info, isPresent }) => isPresent && info.path === path)) {
        return { kind: 'known' };
      }
      await bays.change((book) => nameKnownPort(book, path));
      noteChange(context, principal, { port: path });
      return { kind: 'named' };
    },
    remember: async ({ by }, { principal }) => {
      await bays.change((book) => ({ ...book, memory: by }));
      noteChange(context, principal, { by });
      return portsView(context);
    },
  };
}

function portsView({ bays, usbDevices }: StationContext): PortsView {
  const views = new Map(bays.views().map((bay) => [bay.bay, bay]));
  const { memory, named } = bays.book();
  const ports = bays.ports().map((seen): PortView => {
    const { info, known, isPresent } = seen;
    const bay = known.bay === null ? undefined : views.get(known.bay);
    return {
      key: known.key,
      path: info.path,
      usb: info.usb ?? null,
      device: usbDeviceOf(usbDevices, info.usb)?.name ?? info.manufacturer ?? null,
      isPresent,
      isNamed: named.includes(info.path),
      isBuiltIn: info.builtIn === true,
      use: purposeOf(seen),
      bay: known.bay,
      name: known.name,
      baudRate: known.baudRate,
      driver: known.driver,
      state: bay?.state ?? (isPresent ? 'idle' : 'gone'),
      answer: bay?.answer ?? notAsked,
    };
  });
  return { memory, ports: ports.toSorted(byBay) };
}

function byBay(left: PortView, right: PortView): number {
  return (left.bay ?? Number.POSITIVE_INFINITY) - (right.bay ?? Number.POSITIVE_INFINITY) || 0;
}

type AtWork = { readonly kind: 'at-work'; readonly bay: number };

function workOn({ bays }: StationContext, { known }: SeenPort): AtWork | null {
  const bay = bays.views().find((view) => view.bay === known.bay);
  return bay?.state === 'working' ? { kind: 'at-work', bay: bay.bay } : null;
}

type Changed = { readonly kind: 'changed' } | { readonly kind: 'no-such-port' } | AtWork;

/** Nothing that a port is spoken to by changes while work runs on it. */
async function changeSeen(
  context: StationContext,
  seen: SeenPort | undefined,
  { principal, change }: { readonly principal: Principal; readonly change: (book: PortBook) => PortBook },
): Promise<Changed> {
  if (seen === undefined) {
    return { kind: 'no-such-port' };
  }
  const busy = workOn(context, seen);
  if (busy !== null) {
    return busy;
  }
  await context.bays.change(change);
  const after = context.bays.ports().find(({ info }) => info.path === seen.info.path)?.known;
  noteChange(context, principal, {
    port: seen.info.path,
    bay: String(after?.bay ?? ''),
    name: after?.name ?? '',
    baudRate: String(after?.baudRate ?? ''),
    driver: after?.driver ?? '',
  });
  return { kind: 'changed' };
}

function noteChange(context: StationContext, principal: Principal, after: Readonly<Record<string, string>>): void {
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'port.changed',
      outcome: 'done',
      after: { ...after },
    }),
  );
  context.changed('bays', 'audit');
}
