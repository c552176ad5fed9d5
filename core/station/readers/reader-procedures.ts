import type { ReaderDraft } from '../../contract/station/readers.ts';
import { type PortReader, type Reader, reader as readerSchema } from '../../domain/scanning/reader.ts';
import { toBase64 } from '../../kernel/base64.ts';
import type { PortInfo } from '../../ports/byte-link.ts';
import { portKey } from '../cable/port-key.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** The readers of this station as people set them up (SCAN-1). */
export function readerProcedures(context: StationContext): AreaProcedures<'readers'> {
  const { store, readerDesk, bays } = context;
  return {
    habits: async () => store.readers().flatMap((reader) => (reader.kind === 'keyboard' ? [reader.habits] : [])),

    list: async () => [...readerDesk.views()],

    ports: async () => {
      const bayOf = new Map(bays.views().map(({ bay, port }) => [port, bay]));
      const ports = await context.unitPorts.list();
      return ports
        .filter((port) => !readerDesk.isReaderPort(port))
        .map(({ path, usb, manufacturer }) => ({
          port: path,
          usb: usb ?? null,
          manufacturer: manufacturer ?? null,
          bay: bayOf.get(path) ?? null,
        }));
    },

    save: async (draft, { principal }) => {
      if (draft.id !== null && !store.readers().some(({ id }) => id === draft.id)) {
        return { kind: 'no-such-reader' };
      }
      const reader = await completed(context, draft);
      const obstacle = reader.kind === 'port' ? obstacleTo(context, reader) : null;
      if (obstacle !== null) {
        return obstacle;
      }
      keep(context, principal, { reader, action: 'reader.saved' });
      return { kind: 'saved', id: reader.id };
    },

    remove: async ({ id }, { principal }) => {
      const reader = store.readers().find((one) => one.id === id);
      if (reader === undefined) {
        return { kind: 'no-such-reader' };
      }
      keep(context, principal, { reader, action: 'reader.removed' });
      return { kind: 'removed' };
    },

    controlSheet: async ({ paper, locale }) => {
      const printed = await context.printer.controlSheet({ locale, paper: paper === 'A4' ? 'a4' : 'letter' });
      return printed.kind === 'fonts-missing'
        ? { kind: 'failed', why: printed.files.join(', ') }
        : {
            kind: 'sheet',
            pdfBase64: toBase64(printed.pdf),
            pages: printed.pages,
            fileName: `control-codes-${locale}.pdf`,
          };
    },
  };
}

/** The draft with what the station knows itself: its id, and which device is on the port. */
async function completed(context: StationContext, draft: ReaderDraft): Promise<Reader> {
  const id = draft.id ?? context.ids.next();
  if (draft.kind === 'keyboard') {
    return readerSchema.parse({ ...draft, id });
  }
  const before = context.store.readers().find((one) => one.id === id);
  // The port's name may belong to another device by now; who did not choose another port means the same device.
  const isSamePort = before?.kind === 'port' && before.port === draft.port;
  const usb = isSamePort ? before.usb : deviceAt(await context.unitPorts.list(), draft.port);
  return readerSchema.parse({ ...draft, id, usb });
}

/** Null for a port that does not say which device it is: that one is known by its name. */
function deviceAt(ports: readonly PortInfo[], path: string): string | null {
  const found = ports.find((port) => port.path === path);
  const key = found === undefined ? path : portKey(found);
  return key === path ? null : key;
}

type Obstacle =
  | { readonly kind: 'port-taken'; readonly by: string }
  | { readonly kind: 'bay-at-work'; readonly bay: number };

function obstacleTo({ store, bays, vehicleBusDesk }: StationContext, { id, port, usb }: PortReader): Obstacle | null {
  const other = store
    .readers()
    .find((one) => one.kind === 'port' && one.id !== id && (one.usb === null ? one.port === port : one.usb === usb));
  if (other !== undefined) {
    return { kind: 'port-taken', by: other.name };
  }
  const adapter = vehicleBusDesk.setting();
  if (adapter !== null && vehicleBusDesk.isAdapterPort({ path: port })) {
    return { kind: 'port-taken', by: adapter.adapter.kind };
  }
  const busy = bays.views().find((bay) => bay.port === port && bay.state === 'working');
  return busy === undefined ? null : { kind: 'bay-at-work', bay: busy.bay };
}

function keep(
  context: StationContext,
  principal: Principal,
  { reader, action }: { readonly reader: Reader; readonly action: 'reader.saved' | 'reader.removed' },
): void {
  context.store.transact((write) => {
    if (action === 'reader.saved') {
      write.saveReader(reader);
    } else {
      write.removeReader(reader.id);
    }
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action,
      outcome: 'done',
      after: { name: reader.name, kind: reader.kind, ...(reader.kind === 'port' ? { port: reader.port } : {}) },
    });
  });
  context.readerDesk.refresh();
  context.changed('readers', 'audit');
}
