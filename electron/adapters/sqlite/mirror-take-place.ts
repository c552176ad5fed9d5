import type { FeedRow } from '#core/domain/sync/changes.ts';
import type { MirroredKind } from '#core/domain/sync/read-changes-answer.ts';
import { changesOf, holdsSecrets, mirrorPlaces, placeKinds } from './mirror-places.ts';
import type { NoteForgetting } from './secret-forgetting.ts';
import type { Statements } from './statements.ts';

/** Kinds that somebody waits for news of. */
const toldKinds = [
  'organization',
  'trust',
  'unit',
  'asset',
  'pairing',
  'reversal',
  'job',
  'job-template',
] as const satisfies MirroredKind[];

/**
 * Puts the copy that was built beside in the place of the mirror, in the act that calls it. What did not change is not written, so a copy that
 * brings nothing new costs a comparison.
 */
export function prepareTakePlace(statements: Statements, noteForgetting: NoteForgetting): () => readonly FeedRow[] {
  const swaps = placeKinds.map((kind) => prepareSwap(statements, kind));
  const findNews = prepareNews(statements);
  const clear = statements.prepare<[]>('DELETE FROM mirror_next');
  const endingSecrets = statements.prepare<[], object>(
    `SELECT 1 FROM mirror_job WHERE sealed <> '' AND ${isGone('job')} LIMIT 1`,
  );
  return () => {
    const news = findNews();
    for (const { kind, sweep, fill } of swaps) {
      const isSecret = holdsSecrets(kind) || (kind === 'job' && endingSecrets.get() !== undefined);
      if (sweep.run().changes > 0) {
        noteForgetting(isSecret ? 'secrets' : 'rows');
      }
      fill.run();
    }
    clear.run();
    return news;
  };
}

function prepareSwap(statements: Statements, kind: (typeof placeKinds)[number]) {
  const { table, key, columns } = mirrorPlaces[kind];
  const names = [key, ...columns, 'json'];
  const values = ['key', ...columns.map((_column, index) => `json_extract(columns, '$[${index}]')`), 'json'];
  // Two seals of one secret differ, so sealed rows are always written.
  const hasChanged = holdsSecrets(kind) ? 'true' : `${table}.json <> excluded.json`;
  return {
    kind,
    sweep: statements.prepare<[]>(`DELETE FROM ${table} WHERE ${isGone(kind)}`),
    fill: statements.prepare<[]>(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM mirror_next WHERE kind = '${kind}'
       ON CONFLICT (${key}) DO UPDATE SET ${changesOf(columns)} WHERE ${hasChanged}`,
    ),
  };
}

function isGone(kind: (typeof placeKinds)[number]): string {
  const { table, key } = mirrorPlaces[kind];
  return `NOT EXISTS (SELECT 1 FROM mirror_next WHERE mirror_next.kind = '${kind}' AND mirror_next.key = ${table}.${key})`;
}

function prepareNews(statements: Statements): () => readonly FeedRow[] {
  const questions = toldKinds.map((kind) => {
    const { table, key } = mirrorPlaces[kind];
    return {
      kind,
      other: statements.prepare<[], { json: string }>(
        `SELECT mirror_next.json AS json FROM mirror_next LEFT JOIN ${table} ON ${table}.${key} = mirror_next.key
         WHERE mirror_next.kind = '${kind}' AND ${table}.json IS NOT mirror_next.json`,
      ),
      gone: statements.prepare<[], { key: string }>(`SELECT ${key} AS key FROM ${table} WHERE ${isGone(kind)}`),
    };
  });
  return () =>
    questions.flatMap(({ kind, other, gone }): readonly FeedRow[] => [
      // Each row was checked against its schema when it came and was put here by ourselves.
      ...other.all().map(({ json }) => ({ kind, value: JSON.parse(json) }) as FeedRow),
      ...gone.all().map(({ key }): FeedRow => ({ kind: 'removed', of: kind, key })),
    ]);
}
