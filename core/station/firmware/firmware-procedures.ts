import {
  checkFirmwareImage,
  type KeptFirmware,
  readFirmwareManifest,
} from '../../domain/installation/firmware-manifest.ts';
import { fromBase64 } from '../../kernel/base64.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { refusal, sheetResult } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { firmwareOfSheet, firmwareRows, rowOf } from './firmware-view.ts';
import { updateFirmwareOnBay } from './update-firmware.ts';

type Procedures = AreaProcedures<'firmware'>;

/** Firmware files of this station, and the update of a sheet's unit (INST-5). */
export function firmwareProcedures(context: StationContext): Procedures {
  return {
    list: async () => [...(await firmwareRows(context))],
    importFiles: (wish, { principal }) => importFiles(context, principal, wish),
    remove: ({ sha256 }, { principal }) => remove(context, principal, sha256),
    ofSheet: async ({ sessionId }) => {
      const session = context.store.session(sessionId);
      return session === null ? { kind: 'no-such-sheet' } : firmwareOfSheet(context, session);
    },
    update: async (wish, { principal }) => {
      const outcome = await updateFirmwareOnBay(context, principal, wish);
      switch (outcome.kind) {
        case 'changed':
        case 'no-such-sheet':
          return sheetResult(context, outcome);
        case 'refused':
          return refusal(outcome);
        case 'held-back':
          return {
            kind: 'held-back',
            obstacles: outcome.obstacles.map(({ code, detail }) => ({ code, detail: { ...detail } })),
          };
        default:
          return outcome;
      }
    },
  };
}

type Wish = Parameters<Procedures['importFiles']>[0];

async function importFiles(
  context: StationContext,
  principal: Principal,
  wish: Wish,
): ReturnType<Procedures['importFiles']> {
  const reading = readFirmwareManifest(wish.manifest);
  if (reading.kind !== 'manifest') {
    return { kind: 'not-taken', why: reading.kind, detail: '' };
  }
  const { manifest } = reading;
  const image = fromBase64(wish.imageBase64);
  if (image === null || image.length === 0) {
    return { kind: 'not-taken', why: 'no-image', detail: manifest.file };
  }
  const check = checkFirmwareImage(manifest, image);
  if (check !== 'intact') {
    return { kind: 'not-taken', why: check, detail: manifest.file };
  }
  const present = await keptBy(context, manifest.sha256);
  const isWhole = present !== null && (await context.firmwareShelf.image(manifest.sha256))?.length === manifest.size;
  if (present !== null && isWhole) {
    return { kind: 'already', row: rowOf(present, image) };
  }
  const firmware = { manifest, importedAt: context.clock.now(), importedBy: auditActor(principal).name };
  const keeping = await context.firmwareShelf.keep(firmware, image);
  if (keeping.kind === 'failed') {
    return { kind: 'not-taken', why: 'disk', detail: keeping.why };
  }
  note(context, principal, { action: 'firmware.imported', firmware });
  return { kind: 'imported', row: rowOf(firmware, image) };
}

async function remove(context: StationContext, principal: Principal, sha256: string): ReturnType<Procedures['remove']> {
  const firmware = await keptBy(context, sha256);
  if (firmware === null) {
    return { kind: 'no-such-firmware' };
  }
  await context.firmwareShelf.remove(sha256);
  note(context, principal, { action: 'firmware.removed', firmware });
  return { kind: 'removed' };
}

/** A kept firmware by the hash of its image; null where there is none. */
async function keptBy({ firmwareShelf }: StationContext, sha256: string): Promise<KeptFirmware | null> {
  const kept = await firmwareShelf.list();
  return kept.find(({ manifest }) => manifest.sha256 === sha256) ?? null;
}

function note(
  context: StationContext,
  principal: Principal,
  { action, firmware }: { readonly action: 'firmware.imported' | 'firmware.removed'; readonly firmware: KeptFirmware },
): void {
  const { model, firmware: version, file, sha256 } = firmware.manifest;
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action,
      outcome: 'done',
      after: { model, version, file, sha256 },
    }),
  );
  context.changed('firmware', 'audit');
}
