import type { ImportPreviewView, ImportWish } from '#core/contract/station/job-import.ts';
import { mostImportedRows, plateKey } from '#core/domain/jobs/import/preview-import.ts';
import type { NewJob } from '#core/domain/jobs/job-exchange.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import { type CentreMood, type ImportBench, openPlate, workshopId } from './import-bench.ts';
import type { WholeFile } from './made-file.ts';

export interface AskedFile {
  readonly bytes: Uint8Array;
  readonly mood: CentreMood;
  /** Differs from file to file. */
  readonly requestId: string;
  /** Nobody can tell where its rows end. */
  readonly isBroken: boolean;
}

export interface JudgedFile {
  readonly faults: readonly string[];
  readonly imported: number;
  readonly refusedRows: number;
}

/** Takes a file through all four steps and says which promise it broke (P27); nothing where all of them held. */
export async function judgeFile(bench: ImportBench, asked: AskedFile, whole: WholeFile | null): Promise<JudgedFile> {
  bench.empty();
  const wish: ImportWish = {
    fileName: 'fleet.csv',
    bytesBase64: Buffer.from(asked.bytes).toString('base64'),
    columns: null,
    kind: 'installation',
    templateId: null,
    preferTemplate: false,
    partnerId: null,
  };
  const preview = await bench.preview(wish);
  const rejected = await bench.rejected(wish);
  const early = bench.jobs().length === 0 ? [] : ['something was written before the last step'];
  if (asked.isBroken) {
    const told = preview.kind === 'unreadable' && preview.code === 'TABLE_QUOTES';
    return {
      faults: told ? early : [...early, 'rows are read that nobody can tell apart'],
      imported: 0,
      refusedRows: 0,
    };
  }
  if (preview.kind !== 'preview') {
    const unexplained = whole === null ? [] : [`a whole file is ${JSON.stringify(preview)}`];
    return { faults: [...early, ...unexplained], imported: 0, refusedRows: 0 };
  }
  const written = await commitFile(bench, { wish, asked, good: preview.good });
  const faults = [
    ...early,
    ...judgeCounts(preview),
    ...written,
    ...judgeJobs(bench.jobs()),
    ...judgeRejected(bench, { preview, text: rejected ?? '' }),
    ...(whole === null ? [] : judgeTruth(whole, { preview, jobs: bench.jobs(), mood: asked.mood })),
  ];
  return { faults, imported: bench.jobs().length, refusedRows: preview.rows - preview.good };
}

type Previewed = Extract<ImportPreviewView, { kind: 'preview' }>;

/** Every row is good or explained, never both, never neither. */
function judgeCounts({ rows, good, faults, assigned }: Previewed): readonly string[] {
  const explained = new Set(faults.map(({ line }) => line)).size;
  return [
    ...(good + explained === rows ? [] : [`${rows} rows, ${good} good and ${explained} explained`]),
    ...(rows > mostImportedRows || assigned > good ? ['more than there may be'] : []),
  ];
}

interface Committing {
  readonly wish: ImportWish;
  readonly asked: AskedFile;
  readonly good: number;
}

/** All good rows or none, whatever the centre does; asked again after a lost answer, all of them once. */
async function commitFile(bench: ImportBench, { wish, asked, good }: Committing): Promise<readonly string[]> {
  if (good === 0) {
    return [];
  }
  const request = { ...wish, requestId: asked.requestId, expectedGood: good };
  bench.setMood(asked.mood);
  const first = await bench.commit(request);
  const held = bench.jobs().length;
  const wanted = asked.mood === 'answers' || asked.mood === 'answer-lost' ? good : 0;
  const said = { answers: 'imported', away: 'not-answered', 'answer-lost': 'not-answered', refuses: 'refused' }[
    asked.mood
  ];
  const faults = [
    ...(first.kind === said ? [] : [`a centre that ${asked.mood} is said to have ${first.kind}`]),
    ...(held === wanted ? [] : [`${held} of ${good} jobs are there after ${asked.mood}`]),
  ];
  if (first.kind !== 'not-answered') {
    return faults;
  }
  const again = await bench.commit(request);
  const after = bench.jobs().length;
  return again.kind === 'imported' && again.jobs === good && after === good
    ? faults
    : [...faults, `asked again after ${asked.mood}: ${again.kind}, ${after} of ${good} jobs`];
}

/** What no job of an import may be, whatever the file said. */
function judgeJobs(jobs: readonly NewJob[]): readonly string[] {
  const plates = jobs.flatMap(({ fields: { plate } }) => (plate === null ? [] : [plateKey(plate)]));
  return [
    ...jobs.flatMap(({ kind, fields }) => (judgeJobFields(kind, fields).kind === 'fit' ? [] : ['a job that is unfit'])),
    ...jobs.flatMap(({ partnerId }) => (partnerId === null || partnerId === workshopId ? [] : ['given to a stranger'])),
    ...(new Set(plates).size === plates.length ? [] : ['two jobs for one vehicle']),
    ...(plates.includes(plateKey(openPlate)) ? ['a second job beside an open one'] : []),
  ];
}

/** The refused rows, all of them and as they stood, each with a reason, and no cell that a spreadsheet computes. */
function judgeRejected(
  { reader }: ImportBench,
  { preview, text }: { readonly preview: Previewed; readonly text: string },
): readonly string[] {
  const table = reader.read(new TextEncoder().encode(text));
  if (table.kind !== 'table') {
    return [`the refused rows are ${table.code}`];
  }
  const lines = [...new Set(preview.faults.map(({ line }) => String(line)))].sort();
  const told = table.rows.map(({ cells }) => cells.at(-2) ?? '').sort();
  const computing = [table.header, ...table.rows.map(({ cells }) => cells)]
    .flat()
    .filter((cell) => /^[=+\-@\t\r]/.test(cell));
  return [
    ...(lines.join() === told.join() ? [] : [`refused are ${lines.join()}, told are ${told.join()}`]),
    ...(table.rows.every(({ cells }) => (cells.at(-1) ?? '') !== '') ? [] : ['a refused row without a reason']),
    ...(computing.length === 0 ? [] : [`a formula goes out: ${computing[0]?.slice(0, 40)}`]),
  ];
}

/** Against what whoever made the file knows of it. */
function judgeTruth(
  { rows, encoding, delimiter }: WholeFile,
  { preview, jobs, mood }: { readonly preview: Previewed; readonly jobs: readonly NewJob[]; readonly mood: CentreMood },
): readonly string[] {
  const good = rows.filter(({ fault }) => fault === null);
  const found = preview.faults.map(({ line, code }) => `${line} ${code}`);
  const missed = rows.flatMap(({ line, fault }) =>
    fault === null || found.includes(`${line} ${fault}`) ? [] : [`line ${line} is not said to be ${fault}`],
  );
  const written = (job: Pick<NewJob, 'fields' | 'partnerId'>) =>
    JSON.stringify([job.fields.plate, job.fields.servicePlace, job.partnerId !== null]);
  const wanted = good.map(({ plate, place, isAssigned }) => JSON.stringify([plate, place, isAssigned])).sort();
  const is = jobs.map(written).sort();
  const isExact = mood === 'refuses' || wanted.join() === is.join();
  return [
    ...missed,
    ...(preview.rows === rows.length ? [] : [`${rows.length} rows were written, ${preview.rows} are read`]),
    ...(preview.delimiter === delimiter ? [] : [`${delimiter} was read as ${preview.delimiter}`]),
    // Text of letters that both have is the same in both.
    ...(preview.encoding === encoding || encoding === 'windows-1252'
      ? []
      : [`${encoding} was read as ${preview.encoding}`]),
    ...(isExact ? [] : [`jobs are ${is.join(' ')}, wanted are ${wanted.join(' ')}`]),
  ];
}
