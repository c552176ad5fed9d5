import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportWish } from '#core/contract/station/job-import.ts';
import { jobTemplateId, organizationId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import demoJobs from '#resources/demo/demo-jobs.json' with { type: 'json' };
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';

let cloud: CloudWorld;
let office: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  await office.signIn('H. Petersen');
}, 60_000);
afterAll(() => cloud.close());

const hansen = organizationId.parse(organizationOf('hansen'));
const installing = demoJobs.templates.find(({ name }) => name === 'Trailer EU');

function wishFor(text: string, changed: Partial<ImportWish> = {}): ImportWish {
  return {
    fileName: 'fleet.csv',
    bytesBase64: Buffer.from(text).toString('base64'),
    columns: null,
    kind: 'installation',
    templateId: null,
    preferTemplate: false,
    partnerId: null,
    ...changed,
  };
}

let count = 0;
const nextRequest = () => `import-${++count}`;

async function preview(wish: ImportWish) {
  const answer = await office.client.jobImport.preview(wish);
  if (answer.kind !== 'preview') {
    throw new Error(`no preview: ${JSON.stringify(answer)}`);
  }
  return answer;
}

async function commit(wish: ImportWish) {
  const { good } = await preview(wish);
  return office.client.jobImport.commit({ ...wish, requestId: nextRequest(), expectedGood: good });
}

async function ownJobs() {
  const { rows } = await office.client.jobs.list({ side: 'fleet', since: null });
  return rows;
}

const rowOf = async (plate: string) => (await ownJobs()).find((row) => row.plate === plate);

describe('JOB-4 jobs from a file, over a real cloud', () => {
  it('shows what would be imported and writes nothing before the last step', async () => {
    const before = await ownJobs();
    const { rows, good, assigned, faults, doubts, columns, sample, encoding, delimiter } = await preview(
      wishFor(
        'Kennzeichen;VIN;Farbe;assigned_installer_company_id;Ort\nIM 1;;rot;t1e2s;\nIM 2;12;blau;;\nIM 3;;;ZZZZZ;\nKL 99;;;;\n;;;T1E2S;Halle 2\n',
      ),
    );
    expect({ rows, good, assigned, encoding, delimiter }).toEqual({
      rows: 5,
      good: 2,
      assigned: 2,
      encoding: 'utf-8',
      delimiter: ';',
    });
    expect(columns.map(({ target, how }) => `${target} ${how}`)).toEqual([
      'plate likely',
      'vin exact',
      'null none',
      'partner exact',
      'servicePlace likely',
    ]);
    expect(sample[0]).toEqual(['IM 1', '', 'rot', 't1e2s', '']);
    expect(faults.map(({ line, code, found }) => `${line} ${code} ${found}`)).toEqual([
      '3 JOB_VIN_BAD 12',
      '4 IMPORT_PARTNER ZZZZZ',
      '5 IMPORT_OPEN_JOB KL 99',
    ]);
    expect(doubts.map(({ line, code }) => `${line} ${code}`)).toEqual(['6 IMPORT_NO_VEHICLE']);
    expect(await ownJobs()).toEqual(before);
  });

  it('imports the good rows: assigned where the row names a partner, pending where it does not', async () => {
    const text =
      'license_plate,assigned_installer_company_id,job_type,task\nIM 10,T1E2S,,\nIM 11,,maintenance,swap\nIM 12,,x,\n';
    const result = await commit(wishFor(text, { partnerId: hansen }));
    expect(result).toMatchObject({ kind: 'imported', jobs: 2, assigned: 1, sha256: sha256Hex(text) });
    expect(result.kind === 'imported' ? result.kinds : []).toEqual(['installation', 'maintenance']);
    const [first, second] = [await rowOf('IM 10'), await rowOf('IM 11')];
    expect(first).toMatchObject({ status: 'assigned', kind: 'installation', partner: { id: hansen, code: 'T1E2S' } });
    // The partner that was chosen does not count once the file names one (c1).
    expect(second).toMatchObject({ status: 'pending', kind: 'maintenance', task: 'swap', partner: null });
    expect(result).toMatchObject({ numbers: { first: first?.number, last: second?.number } });
    expect(await rowOf('IM 12')).toBeUndefined();
  });

  it('takes what is no Partner ID for the partner that somebody says it means, in every row, and asks for who is left', async () => {
    const text = 'plate,partner\nIM 160,Hansen Trailer\nIM 161,HANSEN TRAILER\nIM 162,Somebody\nIM 163,Nobody\n';
    const unsaid = await preview(wishFor(text));
    expect([unsaid.good, unsaid.unknownPartners]).toEqual([
      0,
      [
        { named: 'HANSEN TRAILER', rows: 2 },
        { named: 'SOMEBODY', rows: 1 },
        { named: 'NOBODY', rows: 1 },
      ],
    ]);
    const said = wishFor(text, {
      meantPartners: [
        { named: 'Hansen Trailer', partnerId: hansen },
        { named: 'SOMEBODY', partnerId: null },
        // Nobody that a job may go to: as if nothing had been said.
        { named: 'NOBODY', partnerId: organizationId.parse('nobody-we-know') },
      ],
    });
    expect(await preview(said)).toMatchObject({
      good: 3,
      assigned: 2,
      faults: [{ line: 5, code: 'IMPORT_PARTNER', found: 'Nobody' }],
      unknownPartners: unsaid.unknownPartners,
    });
    expect(await commit(said)).toMatchObject({ kind: 'imported', jobs: 3, assigned: 2 });
    const partnerOf = async (plate: string) => (await rowOf(plate))?.partner?.id;
    expect(await Promise.all(['IM 160', 'IM 161', 'IM 162', 'IM 163'].map(partnerOf))).toEqual([
      ...[hansen, hansen, undefined, undefined],
    ]);
    expect((await rowOf('IM 162'))?.status).toBe('pending');
  });

  it('gives rows to the partner that was chosen where the file names none', async () => {
    const wish = wishFor('plate\nIM 20\n', { partnerId: hansen });
    expect((await preview(wish)).assigned).toBe(1);
    expect(await commit(wish)).toMatchObject({ kind: 'imported', assigned: 1 });
    expect(await rowOf('IM 20')).toMatchObject({ status: 'assigned' });
  });

  it('fills from a template what the row leaves open, or what both say when the template is preferred', async () => {
    const templateId = jobTemplateId.parse(installing?.id);
    const text = 'plate,instructions\nIM 30,Our words\n';
    const read = async (plate: string) => {
      const view = await office.client.jobs.read({ id: (await rowOf(plate))?.id ?? ('' as never) });
      return view.kind === 'job' ? view.job : null;
    };
    await commit(wishFor(text, { templateId }));
    expect((await read('IM 30'))?.fields).toMatchObject({ instructions: 'Our words', unitType: 'evopulse' });
    await commit(wishFor(text.replace('IM 30', 'IM 31'), { templateId, preferTemplate: true }));
    const job = await read('IM 31');
    expect(job?.fields.instructions).toBe(installing?.fields.instructions);
    expect([job?.templateId, job?.steps]).toEqual([templateId, installing?.steps]);
    expect(await office.client.jobImport.preview(wishFor(text, { templateId: jobTemplateId.parse('gone') }))).toEqual({
      kind: 'no-template',
    });
  });

  it('takes a thousand rows, and of a thousand and one says the count', async () => {
    const rows = (many: number) => Array.from({ length: many }, (_, index) => `MANY ${index},Hall ${index}`).join('\n');
    expect(await office.client.jobImport.preview(wishFor(`plate,service_place\n${rows(1_001)}`))).toEqual({
      kind: 'too-many',
      rows: 1_001,
      most: 1_000,
    });
    const result = await commit(wishFor(`plate,service_place\n${rows(1_000)}`));
    expect(result).toMatchObject({ kind: 'imported', jobs: 1_000 });
    expect(await rowOf('MANY 999')).toMatchObject({ status: 'pending', servicePlace: 'Hall 999' });
  });

  it('hands out the refused rows with every reason, no formula among them; corrected they can be imported', async () => {
    const wish = wishFor('plate,vin,custom_name\nIM 40,1,=1+1\nIM 41,,fine\nIM 41,2,"a, b"\n');
    const rejected = await office.client.jobImport.rejected({ ...wish, locale: 'en' });
    const bad = 'vin: This is no VIN. Look at the plate or the papers again.';
    expect(rejected).toEqual({
      kind: 'file',
      fileName: 'fleet-refused.csv',
      text: [
        'plate,vin,custom_name,import_line,import_problem',
        `IM 40,1,'=1+1,2,${bad}`,
        `IM 41,2,"a, b",4,${bad}`,
        '',
      ].join('\r\n'),
    });
    const corrected =
      rejected.kind === 'file' ? rejected.text.replace('IM 40,1', 'IM 40,').replace('IM 41,2', 'IM 42,') : '';
    expect(await commit(wishFor(corrected))).toMatchObject({ kind: 'imported', jobs: 2 });
    expect(await rowOf('IM 40')).toMatchObject({ customName: '=1+1' });
  });

  it('imports nothing where the file reads otherwise than what was seen, or where one row stands against it', async () => {
    const before = (await ownJobs()).length;
    const wish = wishFor('plate,assigned_installer_company_id\nIM 50,T1E2S\nIM 51,\n');
    const request = { ...wish, requestId: nextRequest() };
    expect(await office.client.jobImport.commit({ ...request, expectedGood: 1 })).toEqual({ kind: 'changed' });
    const stranger = {
      ...wishFor('plate\nIM 52\nIM 53\n', { partnerId: organizationId.parse(organizationOf('alpen')) }),
    };
    expect(await commit(stranger)).toEqual({ kind: 'refused', code: 'JOB_NO_TRUST', line: 2 });
    await office.operator.sync.run();
    expect((await ownJobs()).length).toBe(before);
  });

  it('says that nothing is known to be done while the centre is away, and does it once afterwards', async () => {
    const wish = wishFor('plate\nIM 60\n');
    const { good } = await preview(wish);
    const request = { ...wish, requestId: nextRequest(), expectedGood: good };
    office.setConnected(false);
    expect(await preview(wish)).toMatchObject({ good: 1 });
    expect(await office.client.jobImport.commit(request)).toEqual({ kind: 'not-answered', why: 'offline' });
    office.setConnected(true);
    expect(await office.client.jobImport.commit(request)).toMatchObject({ kind: 'imported', jobs: 1 });
    // The same again meets a job that stands there by now.
    expect(await office.client.jobImport.commit(request)).toEqual({ kind: 'changed' });
    expect((await ownJobs()).filter(({ plate }) => plate === 'IM 60')).toHaveLength(1);
  });

  it('the trail of the station says which file it was, by name and fingerprint, also of what was refused', async () => {
    const entries = await office.client.audit.entries({ limit: 100 });
    const imports = entries.filter(({ action }) => action === 'jobs.imported');
    expect(imports.map(({ outcome, code }) => [outcome, code])).toContainEqual(['refused', 'JOB_NO_TRUST']);
    expect(imports.at(-1)).toMatchObject({
      outcome: 'done',
      actor: { name: 'H. Petersen' },
      after: { name: 'fleet.csv', jobs: '2', assigned: '1' },
    });
    expect(imports.every(({ after }) => /^[0-9a-f]{64}$/.test(String(after?.['sha256'])))).toBe(true);
  });

  it('offers the published headings to begin with, which are all understood', async () => {
    const { text, fileName } = await office.client.jobImport.template({ kind: 'maintenance' });
    expect(fileName).toBe('fitbay-jobs-maintenance.csv');
    expect(text).toMatch(/^job_type,license_plate,vin,custom_name,.*assigned_installer_company_id\r\n$/);
    const { columns } = await preview(wishFor(text));
    expect(columns.every(({ how }) => how === 'exact')).toBe(true);
    expect((await office.client.jobImport.template({ kind: 'installation' })).text).not.toContain('symptom');
  });

  it.each([
    ['nothing', '', { code: 'TABLE_EMPTY', line: null }],
    ['a spreadsheet', 'PK\u0003\u0004\0\0', { code: 'TABLE_BINARY', line: null }],
    ['an open quotation mark', 'plate\nKL 1\n"KL 2\n', { code: 'TABLE_QUOTES', line: 3 }],
    ['a table that is wider than any', `${'x,'.repeat(200)}x\n`, { code: 'TABLE_COLUMNS', line: 1 }],
  ])('says of %s why it is no table of jobs', async (_name, text, why) => {
    expect(await office.client.jobImport.preview(wishFor(text))).toEqual({ kind: 'unreadable', ...why });
  });
});
