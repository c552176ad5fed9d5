import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { backupFileLimit, readBackupFile, writeBackupFile } from './backup-file.ts';
import {
  backupChecksum,
  backupIntegrity,
  type ConfigurationBackup,
  configurationBackup,
} from './configuration-backup.ts';
import type { ActualValue } from './difference.ts';
import { type BackupOccasion, holdsTheSame, takeBackup } from './take-backup.ts';

const occasion: BackupOccasion = {
  id: 'backup-1',
  name: null,
  origin: 'before-transfer',
  unit: 'evopulse:359315075384726',
  imei: '359315075384726',
  driver: 'teltonika',
  model: 'FTSIM1',
  firmware: '03.27.07',
  ownerId: organizationId.parse('org-1'),
  takenAt: '2026-11-20T12:00:00.000Z',
  takenBy: 'M. Kaya',
  station: 'Bench 2',
  sessionId: sessionId.parse('session-1'),
};
const readings: Readonly<Record<string, ActualValue>> = {
  apn: { kind: 'value', value: 'internet' },
  apnUser: { kind: 'empty' },
  apnPassword: { kind: 'value', value: 'hunter2' },
  doorCode: { kind: 'value', value: '4711' },
  vin: { kind: 'unknown', why: 'two readings differ' },
  tyreCount: { kind: 'unsupported' },
};
const backup = takeBackup(occasion, readings, { doorCode: { secret: true } });
const edited = (change: (backup: ConfigurationBackup) => object) =>
  readBackupFile(
    JSON.stringify({ format: 'fitbay-configuration-backup', version: 1, backup: change(structuredClone(backup)) }),
  ).kind;

describe('INST-3 a backup of a configuration', () => {
  it('holds every value that was read, and says which could not be', () => {
    expect(backup).toMatchObject({ values: { apn: 'internet', apnUser: null }, unread: ['vin'] });
    expect(backupIntegrity(backup)).toBe('intact');
    expect(configurationBackup.parse(backup)).toEqual(backup);
  });

  it('INST-7 holds no value of a secret, known by the driver or by its name', () => {
    expect(backup.secrets).toEqual(['apnPassword', 'doorCode']);
    expect(JSON.stringify(backup)).not.toMatch(/hunter2|4711/);
  });

  it('is known for changed when anything it says of the unit is, and not for its name', () => {
    expect(backupIntegrity({ ...backup, values: { ...backup.values, apn: 'evil' } })).toBe('changed');
    expect(backupIntegrity({ ...backup, takenBy: 'somebody' })).toBe('changed');
    expect(backupIntegrity({ ...backup, name: 'as delivered', sessionId: null, origin: 'imported' })).toBe('intact');
    expect(backupIntegrity({ ...backup, checksum: null })).toBe('unknown');
  });

  it('is the same as another that holds the same for the same owner', () => {
    const later = takeBackup({ ...occasion, id: 'backup-2', takenAt: '2026-11-21T12:00:00.000Z' }, readings, {});
    expect(holdsTheSame(backup, { ...later, values: backup.values })).toBe(true);
    expect(holdsTheSame(backup, { ...backup, values: { apn: 'internet' } })).toBe(false);
    expect(holdsTheSame(backup, { ...backup, ownerId: null })).toBe(false);
  });
});

describe('INST-3 a backup as a file', () => {
  it('comes back as it was, without the sheet of the station that wrote it', () => {
    expect(readBackupFile(writeBackupFile(backup))).toEqual({
      kind: 'backup',
      backup: { ...backup, origin: 'imported', sessionId: null },
    });
  });

  it.each<[string, string, (backup: ConfigurationBackup) => object]>([
    ['a changed value', 'changed', (one) => ({ ...one, values: { ...one.values, apn: 'evil' } })],
    ['a value too many', 'changed', (one) => ({ ...one, values: { ...one.values, serverHost: 'evil' } })],
    ['another unit', 'changed', (one) => ({ ...one, unit: 'evopulse:866344054201822' })],
    ['no checksum', 'no-checksum', (one) => ({ ...one, checksum: null })],
    ['a secret', 'holds-secret', (one) => ({ ...one, values: { ...one.values, apnPassword: 'x' } })],
    ['a field nobody knows', 'no-backup', (one) => ({ ...one, extra: 1 })],
  ])('is refused with %s', (_name, kind, change) => {
    expect(edited(change)).toBe(kind);
  });

  it('with a secret is refused although its checksum was made to fit', () => {
    expect(
      edited((one) => {
        const values = { ...one.values, apnPassword: 'x' };
        return { ...one, values, checksum: backupChecksum({ ...one, values }) };
      }),
    ).toBe('holds-secret');
  });

  it('of a newer Fitbay is told from one that is none', () => {
    const newer = { format: 'fitbay-configuration-backup', version: 2, anything: true };
    expect(readBackupFile(JSON.stringify(newer)).kind).toBe('newer-format');
    expect(readBackupFile('{').kind).toBe('no-backup');
    expect(readBackupFile(' '.repeat(backupFileLimit) + writeBackupFile(backup)).kind).toBe('no-backup');
  });

  it('P25 never throws and never takes one that was damaged', () => {
    const text = writeBackupFile(backup);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ maxLength: 3 }), (place, put) => {
        const damaged = text.slice(0, place) + put + text.slice(place + 1);
        const reading = readBackupFile(damaged);
        if (reading.kind === 'backup') {
          expect({ ...reading.backup, name: null }).toEqual({ ...backup, origin: 'imported', sessionId: null });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
