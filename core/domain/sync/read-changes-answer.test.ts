import { describe, expect, it } from 'vitest';
import { type ChangesAnswer, changesAnswer } from './changes.ts';
import { placeOfUnread, readChangesAnswer } from './read-changes-answer.ts';

const organization = { id: 'org-1', name: 'Fleet', kinds: [], autoPairing: true, nameIsPublic: false };
const answer = (rows: readonly unknown[]): ChangesAnswer =>
  changesAnswer.parse({ rows, cursor: 'c', more: false, asOf: '2026-11-20T08:00:00.000Z', later: 'unknown field' });

describe('reliability 2.4 pages of a later cloud', () => {
  it('are parted into what is understood and what is kept', () => {
    const known = { kind: 'organization', value: organization };
    const later = { kind: 'tyre', key: 'tyre-1', value: {} };
    const changed = { kind: 'organization', value: { ...organization, colour: 'red' } };
    const page = readChangesAnswer(answer([known, later, changed]));
    expect([page.rows, page.unread]).toEqual([[known], [later, changed]]);
    expect(page).not.toHaveProperty('later');
  });

  it('are pages like any other where everything is understood', () => {
    expect(readChangesAnswer(answer([{ kind: 'organization', value: organization }]))).not.toHaveProperty('unread');
  });

  it.each([
    [{ kind: 'tyre', key: 'tyre-1' }, 'tyre', 'tyre-1'],
    [{ kind: 'removed', of: 'tyre', key: 'tyre-1' }, 'tyre', 'tyre-1'],
    [{ kind: 'unit', value: { unitType: 'tp', serial: '1', colour: 'red' } }, 'unit', 'tp:1'],
    [{ kind: 'pairing', value: { unit: 'tp:1' } }, 'pairing', 'tp:1'],
    [{ kind: 'secret', value: { organizationId: null, name: 'apn' } }, 'secret', '*|apn'],
    [{ kind: 'secret', value: { organizationId: 'org-1', name: 'apn' } }, 'secret', 'org-1|apn'],
    [{ kind: 'asset', value: { id: 'asset-1' } }, 'asset', 'asset-1'],
    [{ kind: 'asset', value: 'asset-1' }, 'asset', null],
    [{ kind: 'unit', value: { serial: '1' } }, 'unit', null],
    [{ kind: 'tyre', key: 7 }, 'tyre', null],
  ])('%o lies under its kind and key as far as it shows', (row, kind, key) => {
    expect(placeOfUnread(row)).toEqual({ kind, key });
  });
});
