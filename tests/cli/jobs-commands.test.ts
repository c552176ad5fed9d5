import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

describe('JOB-4 STA-7 fitbay jobs', { timeout: 120_000 }, () => {
  const station = commandStation({ seat: 'office', isSynced: true });

  const fileWith = (name: string, content: string | Uint8Array) => {
    const path = join(station.dataFolder, name);
    writeFileSync(path, content);
    return path;
  };
  const on = async (...words: readonly string[]) => {
    const ran = await fitbay('jobs', ...words, '--data', station.dataFolder, '--json');
    return { status: ran.status, answer: jsonLines(ran)[0], said: ran.err };
  };
  const plates = async () => {
    const out = join(station.dataFolder, 'all.csv');
    const { answer } = await on('export', '--out', out);
    expect(answer).toMatchObject({ kind: 'written', file: out, pages: 1 });
    return readFileSync(out, 'utf8');
  };

  it('shows the errors by line and column, and writes nothing without --commit', async () => {
    const file = fileWith(
      'fleet.csv',
      'license_plate;vin;assigned_installer_company_id\r\nCLI 1;;T1E2S\r\nCLI 2;?;\r\n',
    );
    const rejected = join(station.dataFolder, 'refused.csv');
    expect(await on('import', file, '--rejected', rejected)).toMatchObject({
      status: 2,
      answer: {
        kind: 'preview',
        rows: 2,
        valid: 1,
        assigned: 1,
        errors: [{ line: 3, column: 2, name: 'vin', code: 'JOB_VIN_BAD', found: '?' }],
      },
    });
    expect(readFileSync(rejected, 'utf8')).toContain('CLI 2,?,,3,vin: This is no VIN.');
    expect(await plates()).not.toContain('CLI 1');
  });

  it('imports the good rows with --commit, from a template where one is named', async () => {
    const file = fileWith('latin.csv', Buffer.from('plate\tOrt\nCLI 10\tMünster\nCLI 10\tx\nCLI 11\ty\n', 'latin1'));
    const template = '019a9d00-0000-7000-8000-000000000421';
    expect(await on('import', file, '--template', template, '--partner', 't1e2s', '--commit')).toMatchObject({
      status: 0,
      answer: {
        kind: 'imported',
        rows: 3,
        valid: 1,
        assigned: 1,
        encoding: 'windows-1252',
        delimiter: '\t',
        errors: [
          { line: 2, code: 'IMPORT_TWICE' },
          { line: 3, code: 'IMPORT_TWICE' },
        ],
      },
    });
    expect(await plates()).toMatch(/^J-\d+,installation,CLI 11,.*T1E2S,assigned,Nordfracht Logistik,.*Trailer EU/m);
    expect(await on('import', fileWith('ö.csv', 'plate,place\nCLI 12,=1+1\n'), '--commit')).toMatchObject({
      status: 0,
    });
    expect(await plates()).toMatch(/CLI 12,.*'=1\+1/);
  });

  it('JOB-5 exports what it imports, and takes a name for the partner that it means', async () => {
    const file = fileWith(
      'named.csv',
      'job_type,plate,symptom,instructions,partner\nmaintenance,CLI 20,No fix,Mind the brake line,Hansen\n',
    );
    expect(await on('import', file, '--map-partner', 'Hansen=T1E2S', '--commit')).toMatchObject({
      status: 0,
      answer: { kind: 'imported', assigned: 1 },
    });
    const [head = '', ...rows] = (await plates()).split('\r\n');
    const row = rows.find((one) => one.includes('CLI 20'))?.split(',') ?? [];
    const cell = (name: string) => row[head.split(',').indexOf(name)];
    expect([cell('symptom'), cell('instructions'), cell('assigned_installer_company_id')]).toEqual([
      ...['No fix', 'Mind the brake line', 'T1E2S'],
    ]);
    expect(await on('import', file, '--map-partner', 'Hansen=ZZZZZ')).toMatchObject({
      status: 2,
      answer: { kind: 'unknown-partner' },
    });
    expect((await on('import', file, '--map-partner', 'Hansen')).status).toBe(64);
  });

  it.each([
    [
      'more rows than an import takes',
      `plate\n${Array.from({ length: 1_001 }, (_, at) => `P${at}`).join('\n')}`,
      [],
      2,
      { kind: 'too-many', rows: 1_001, most: 1_000 },
    ],
    ['a binary file', 'PK\0\0', [], 2, { kind: 'unreadable', code: 'TABLE_BINARY' }],
    ['an open quotation mark', 'plate\n"KL', [], 2, { kind: 'unreadable', code: 'TABLE_QUOTES', line: 2 }],
    ['a line of 10 MB', `plate\n${'x'.repeat(10_000_000)}`, [], 2, { kind: 'unreadable', code: 'TABLE_TOO_LARGE' }],
    ['a template that is not there', 'plate\nKL 1', ['--template', 'none'], 2, { kind: 'no-template' }],
    ['a partner that nobody has', 'plate\nKL 1', ['--partner', 'ZZZZZ'], 2, { kind: 'unknown-partner' }],
    ['no good row', 'colour\nred', ['--commit'], 2, { kind: 'preview', rows: 1, valid: 0 }],
    ['a kind that is none', 'plate\nKL 1', ['--kind', 'repair'], 64, undefined],
  ] as const)('says no to %s', async (_name, content, options, status, answer) => {
    const ran = await on('import', fileWith('no.csv', content), ...options);
    expect(ran.status).toBe(status);
    expect(ran.answer).toEqual(answer === undefined ? undefined : expect.objectContaining(answer));
    expect(ran.said === '' && ran.answer === undefined).toBe(false);
  });

  it('says wrong usage of a file that is not there, and try later while the centre is away', async () => {
    expect((await on('import', join(station.dataFolder, 'none.csv'))).status).toBe(64);
    const file = fileWith('away.csv', 'plate\nCLI 90\n');
    const away = await fitbay(
      ...['jobs', 'import', file, '--commit', '--data', station.dataFolder, '--json', '--cloud', 'http://127.0.0.1:9'],
    );
    expect([away.status, jsonLines(away)[0]]).toEqual([75, { kind: 'not-answered', why: 'offline' }]);
  });

  it('tells people the same in words', async () => {
    const file = fileWith('words.csv', 'plate,colour,unit_serial\nCLI 91,red,123456789123456\nCLI 92,blue,x\n');
    const { out } = await fitbay('jobs', 'import', file, '--data', station.dataFolder);
    expect(out).toBe(
      [
        '2 rows: 1 good (0 assigned), 1 refused. Nothing is written yet.',
        'not read: colour',
        'refused: 1 × unit_serial: This is no serial of a unit: it has 15 digits. (line 3)',
        'to check: 1 × unit_serial: The last digit of this serial does not fit the others. Compare it with the label. (line 2)',
        '',
      ].join('\n'),
    );
  });
});
