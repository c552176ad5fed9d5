import type { LinkProblem } from '../../contract/station/cable.ts';
import { refusalToRead } from '../../domain/bench/cable-steps.ts';
import { readBackupFile, writeBackupFile } from '../../domain/installation/backup-file.ts';
import { compareSides, sideOfBackup, sideOfProfile, sideOfUnit } from '../../domain/installation/compare-backup.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { profileForUnit } from '../profiles/profile-book.ts';
import { concerned } from '../sheets/change-sheet.ts';
import { refusal, sheetResult } from '../sheets/sheet-view.ts';
import type { StationContext } from '../station-context.ts';
import { type ReadUnit, readAll } from '../work/compare-on-bay.ts';
import { workOnBay } from '../work/unit-on-bay.ts';
import { backupOfSheet } from './backup-of-sheet.ts';
import { about, backupFileName, backupRowOf } from './backup-view.ts';
import { leaveUnrestored, restoreSheet, rollBackSheet } from './restore-sheet.ts';
import { auditOf, transferKeeping } from './transfer-keeping.ts';
import type { WrittenBack } from './write-back.ts';

/** Backups: taken, looked at without hardware, carried as files, put back (INST-3, decisions.md d2). */
export function backupProcedures(context: StationContext): AreaProcedures<'backups'> {
  const { store } = context;
  return {
    list: async (query) => store.backups(query).map((backup) => backupRowOf(context, backup)),
    open: async ({ id }) => {
      const backup = store.backup(id);
      return backup === null ? noBackup : { kind: 'backup', row: backupRowOf(context, backup), backup };
    },
    rename: async ({ id, name }, { principal }) => rename(context, principal, { id, name: name === '' ? null : name }),
    compare: async (wish) => compareOffline(context, wish),
    compareWithUnit: async (wish) => compareWithUnit(context, wish),
    exportFile: async ({ id }, { principal }) => exportFile(context, principal, id),
    importFile: async ({ text }, { principal }) => importFile(context, principal, text),
    take: async (wish, { principal }) => takeByHand(context, principal, wish),
    transfer: (wish, { principal }) => transferKeeping(context, principal, wish),
    restore: async ({ sessionId }, { principal }) =>
      onSheet(context, await restoreSheet(context, principal, sessionId)),
    rollBack: async (wish, { principal }) => onSheet(context, await rollBackSheet(context, principal, wish)),
    leave: async (wish, { principal }) => sheetResult(context, leaveUnrestored(context, principal, wish)),
  };
}

const noBackup = { kind: 'no-such-backup' } as const;

function onSheet(context: StationContext, outcome: WrittenBack) {
  return outcome.kind === 'link-problem' ? outcome : sheetResult(context, outcome);
}

type Comparing = Parameters<AreaProcedures<'backups'>['compare']>[0];

function compareOffline(context: StationContext, { id, with: other }: Comparing) {
  const { store } = context;
  const backup = store.backup(id);
  const beside = other.kind === 'backup' ? store.backup(other.id) : null;
  if (backup === null || (other.kind === 'backup' && beside === null)) {
    return noBackup;
  }
  if (beside !== null) {
    const differences = [...compareSides(sideOfBackup(backup), sideOfBackup(beside))];
    return { kind: 'compared' as const, other: beside.name ?? beside.takenAt, differences };
  }
  const unitType = backup.unit.split(':')[0] ?? '';
  const profile = profileForUnit(context, { unitType, ownerId: backup.ownerId });
  return profile === null
    ? { kind: 'no-profile' as const }
    : {
        kind: 'compared' as const,
        other: `${profile.name} ${profile.version}`,
        differences: [...compareSides(sideOfBackup(backup), sideOfProfile(profile.values))],
      };
}

async function compareWithUnit(
  context: StationContext,
  { id, sessionId }: { readonly id: string; readonly sessionId: SessionId },
) {
  const backup = context.store.backup(id);
  const read = backup === null ? noBackup : await readSheetUnit(context, sessionId);
  if (backup === null || read.kind !== 'read-unit') {
    return read.kind === 'read-unit' ? noBackup : read;
  }
  const secretKeys = Object.entries(read.capabilities.keys).flatMap(([key, { secret }]) =>
    secret === true ? [key] : [],
  );
  return {
    kind: 'compared' as const,
    other: backup.imei,
    differences: [...compareSides(sideOfBackup(backup), sideOfUnit(read.values, secretKeys))],
  };
}

/** What the unit of a sheet holds now. A stranger on the cable is refused, and not read. */
async function readSheetUnit(context: StationContext, sessionId: SessionId) {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' } as const;
  }
  const refused = refusalToRead(session);
  if (refused !== null) {
    return refusal(refused);
  }
  const answer = await workOnBay<ReadUnit | LinkProblem>(context, { session, activity: 'back-up', work: readAll });
  return answer.kind === 'stranger'
    ? refusal({ kind: 'refused', reason: 'identity-mismatch', detail: { read: answer.read.imei ?? '' } })
    : answer;
}

async function takeByHand(
  context: StationContext,
  principal: Principal,
  { sessionId, name }: { readonly sessionId: SessionId; readonly name: string | null },
) {
  const session = context.store.session(sessionId);
  const read = session === null ? ({ kind: 'no-such-sheet' } as const) : await readSheetUnit(context, sessionId);
  if (session === null || read.kind !== 'read-unit') {
    return read.kind === 'read-unit' ? ({ kind: 'no-such-sheet' } as const) : read;
  }
  const backup = backupOfSheet(context, principal, {
    session,
    origin: 'by-hand' as const,
    name: name === '' ? null : name,
    values: read.values,
    capabilities: read.capabilities,
  });
  context.store.transact((write) => {
    write.saveBackup(backup);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, session),
      action: 'configuration.backed-up',
      outcome: 'done',
      unit: backup.unit,
      sessionId,
      after: auditOf(backup),
    });
  });
  context.changed('sheets', 'audit');
  return { kind: 'kept' as const, row: backupRowOf(context, backup) };
}

function rename(
  context: StationContext,
  principal: Principal,
  { id, name }: { readonly id: string; readonly name: string | null },
) {
  const before = context.store.backup(id);
  if (before === null) {
    return noBackup;
  }
  context.store.transact((write) => {
    write.renameBackup(id, name);
    write.appendAudit({
      ...about(context, principal, before),
      action: 'backup.renamed',
      before: { name: before.name ?? '' },
      after: { backup: id, name: name ?? '' },
    });
  });
  context.changed('sheets', 'audit');
  return { kind: 'renamed' as const, row: backupRowOf(context, { ...before, name }) };
}

function exportFile(context: StationContext, principal: Principal, id: string) {
  const backup = context.store.backup(id);
  if (backup === null) {
    return noBackup;
  }
  context.store.transact((write) =>
    write.appendAudit({ ...about(context, principal, backup), action: 'backup.exported', after: auditOf(backup) }),
  );
  context.changed('audit');
  return { kind: 'file' as const, fileName: backupFileName(backup), text: writeBackupFile(backup) };
}

function importFile(context: StationContext, principal: Principal, text: string) {
  const reading = readBackupFile(text);
  if (reading.kind !== 'backup') {
    return { kind: 'not-taken' as const, why: reading.kind };
  }
  const { backup } = reading;
  const present = context.store.backup(backup.id);
  if (present !== null) {
    return { kind: 'already' as const, row: backupRowOf(context, present) };
  }
  context.store.transact((write) => {
    write.saveBackup(backup);
    write.appendAudit({ ...about(context, principal, backup), action: 'backup.imported', after: auditOf(backup) });
  });
  context.changed('sheets', 'audit');
  return { kind: 'imported' as const, row: backupRowOf(context, backup) };
}
