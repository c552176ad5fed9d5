import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { WiredSite } from '../wired/wired-site.ts';

const readLeaf = z.looseObject({
  organizationId: z.string(),
  transferId: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  code: z.string().nullable(),
  unit: z.string().nullable(),
  source: z.string(),
  otherSides: z.array(z.string()),
});
type Leaf = z.infer<typeof readLeaf>;

/** An attempt to transfer, whatever became of it, and the organizations that must know of it. */
export interface Attempt {
  readonly id: string;
  readonly unit: string;
  readonly verdict: string;
  readonly sides: readonly string[];
}

const actions: Readonly<Record<string, string>> = {
  applied: 'transfer.applied',
  noop: 'transfer.repeated',
  refused: 'transfer.refused',
  conflict: 'transfer.refused',
};

/**
 * Whether the logs of all sides tell the same of every attempt (OWN-13): one leaf each under one transfer id, with the same content, each carrying the
 * hash of the others. Read from the leaves themselves and hashed here once more.
 */
export async function findUnequalSides(
  { database }: Pick<WiredSite, 'database'>,
  attempts: readonly Attempt[],
): Promise<readonly string[]> {
  const rows = await database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('organization_audit')
        .select(['organization_id', 'leaf', 'transfer_id'])
        .where('source', 'like', 'operation %')
        .execute(),
    );
  const byTransfer = Map.groupBy(rows, (row) => row.transfer_id);
  return attempts.flatMap((attempt) => {
    const own = byTransfer.get(attempt.id) ?? [];
    const leaves = own.map(({ leaf }) => readLeaf.parse(JSON.parse(leaf)));
    const misfiled = own.some((row, index) => row.organization_id !== leaves[index]?.organizationId);
    const faults = [...faultsOfSides(attempt, leaves), ...(misfiled ? ['a leaf stands in another log'] : [])];
    return faults.map((fault) => `${attempt.verdict} ${attempt.id}: ${fault}`);
  });
}

function faultsOfSides(attempt: Attempt, leaves: readonly Leaf[]): readonly string[] {
  const sides = leaves.map(({ organizationId }) => organizationId).sort();
  const wanted = [...attempt.sides].sort();
  const stories = new Set(leaves.map(storyOf));
  const first = leaves[0];
  return [
    ...(sides.join() === wanted.join() ? [] : [`known to ${sides.length} sides instead of ${wanted.length}`]),
    ...(stories.size <= 1 ? [] : ['the sides tell different stories']),
    ...(first === undefined || (first.action === actions[attempt.verdict] && first.unit === attempt.unit)
      ? []
      : [`the logs call it ${first.action} of ${first.unit}`]),
    ...leaves.flatMap((leaf) => {
      const others = leaves.filter((other) => other !== leaf).map(contentHash);
      return leaf.otherSides.join() === others.sort().join() ? [] : ['a leaf does not carry the hashes of the others'];
    }),
  ];
}

/** What all sides must tell alike. */
function storyOf({ organizationId: _whose, otherSides: _others, ...rest }: Leaf): string {
  const { v: _version, index: _index, ...story } = rest;
  return canonicalJson(story);
}

function contentHash({ otherSides: _others, ...rest }: Leaf): string {
  const { v: _version, index: _index, ...content } = rest;
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}
