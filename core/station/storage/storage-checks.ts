import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';
import type { MachineCheck } from '../../ports/machine.ts';
import type { StorageRepair, StorageState } from '../../ports/storage.ts';

const mebibyte = 1024 * 1024;
const oldBackupMs = 26 * 3_600_000;

/** What `doctor` says of the database, its journal, its backups and the last repair (STA-5). */
export function storageChecks(state: StorageState, now: IsoTime): readonly MachineCheck[] {
  return [databaseCheck(state), journalCheck(state), backupCheck(state, now), ...repairChecks(state.repair)];
}

function databaseCheck({ standing, detail, databaseBytes }: StorageState): MachineCheck {
  const size = `${(databaseBytes / mebibyte).toFixed(1)} MiB`;
  switch (standing) {
    case 'sound':
    case 'low':
      return { name: 'database', state: 'ok', detail: size, fix: null };
    case 'disk-full':
      return {
        name: 'database',
        state: 'bad',
        detail: 'Disk full. Your last saved step is safe.',
        fix: 'Make room on the disk of the data folder; the station goes on by itself.',
      };
    case 'read-only':
      return {
        name: 'database',
        state: 'bad',
        detail: `nothing is written any more: ${detail ?? ''}`,
        fix: 'Check the disk, then start Fitbay again.',
      };
    case 'damaged':
      return {
        name: 'database',
        state: 'bad',
        detail: `damaged: ${detail ?? ''}`,
        fix: 'Start Fitbay again: it repairs itself from its newest backup and its journal.',
      };
  }
}

function journalCheck({ journalBytes }: StorageState): MachineCheck {
  const detail = journalBytes === 0 ? 'empty, nothing waits' : `${journalBytes} bytes of waiting operations`;
  return { name: 'journal', state: 'ok', detail, fix: null };
}

function backupCheck({ lastBackup, backups, backupTrouble }: StorageState, now: IsoTime): MachineCheck {
  if (backupTrouble !== null) {
    return {
      name: 'backup',
      state: 'bad',
      detail: `the last copy failed: ${backupTrouble}`,
      fix: 'Make room, or check the disk, and run `fitbay backup --out FILE`.',
    };
  }
  if (lastBackup === null) {
    return { name: 'backup', state: 'warn', detail: 'none yet', fix: 'Run `fitbay backup --out FILE`.' };
  }
  const isOld = epochMs(now) - epochMs(lastBackup.at) > oldBackupMs;
  const detail = `${backups} kept, the newest of ${lastBackup.at}`;
  return {
    name: 'backup',
    state: isOld ? 'warn' : 'ok',
    detail,
    fix: isOld ? 'Run `fitbay backup --out FILE`.' : null,
  };
}

function repairChecks(repair: StorageRepair | null): readonly MachineCheck[] {
  if (repair === null) {
    return [];
  }
  const missing = repair.missingSheets.length;
  const detail = `${repair.kind} ${repair.at} from ${repair.from ?? 'nothing'}: ${repair.replayed} operations restored from the journal, ${missing} sheets missing`;
  const fix =
    missing === 0 ? null : `Go through these sheets with whoever worked on them: ${repair.missingSheets.join(', ')}`;
  return [{ name: 'repair', state: missing === 0 ? 'ok' : 'warn', detail, fix }];
}
