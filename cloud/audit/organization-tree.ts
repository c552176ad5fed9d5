// Keeps the tree of RFC 6962 over each organization's log: its complete nodes, which never change, so that a proof of any age is a few rows.
import {
  completeSubtrees,
  joinSubtrees,
  type LeafRange,
  leafHash,
  nodesOfNextLeaf,
  type TreeNode,
} from '#core/domain/audit/merkle-tree.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CloudTransaction } from '../database/tables.ts';

const nodesPerInsert = 5_000;

/** Appends leaves to a tree of `size` leaves. The caller holds the log's head, so nobody else appends meanwhile. */
export async function growTree(
  transaction: CloudTransaction,
  { organizationId, size }: { readonly organizationId: string; readonly size: number },
  leaves: readonly string[],
): Promise<void> {
  const known = await loadNodes(transaction, organizationId, completeSubtrees({ start: 0, end: size }));
  const made = leaves.flatMap((leaf, offset) => {
    const nodes = nodesOfNextLeaf(size + offset, leafHash(leaf), (node) => hashIn(known, node));
    for (const node of nodes) {
      known.set(keyOf(node), node.hash);
    }
    return nodes;
  });
  const rows = made.map((node) => ({ organization_id: organizationId, ...node }));
  for (let from = 0; from < rows.length; from += nodesPerInsert) {
    await transaction
      .insertInto('organization_tree_nodes')
      .values(rows.slice(from, from + nodesPerInsert))
      .execute();
  }
}

/** Roots of ranges of the tree, in the order asked for. */
export async function rootsOf(
  transaction: CloudTransaction,
  organizationId: string,
  ranges: readonly LeafRange[],
): Promise<string[]> {
  const known = await loadNodes(transaction, organizationId, ranges.flatMap(completeSubtrees));
  return ranges.map((range) => joinSubtrees(completeSubtrees(range).map((node) => hashIn(known, node))));
}

type KnownNodes = Map<string, string>;

async function loadNodes(
  transaction: CloudTransaction,
  organizationId: string,
  nodes: readonly TreeNode[],
): Promise<KnownNodes> {
  if (nodes.length === 0) {
    return new Map();
  }
  const rows = await transaction
    .selectFrom('organization_tree_nodes')
    .select(['level', 'index', 'hash'])
    .where('organization_id', '=', organizationId)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('level', 'index'),
        'in',
        nodes.map(({ level, index }) => tuple(level, index)),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row.hash]));
}

function hashIn(known: KnownNodes, node: TreeNode): string {
  const hash = known.get(keyOf(node));
  invariant(hash !== undefined, `the log's tree holds node ${keyOf(node)}`);
  return hash;
}

function keyOf({ level, index }: TreeNode): string {
  return `${level}/${index}`;
}
