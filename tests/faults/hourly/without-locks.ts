import { type KyselyPlugin, OperationNodeTransformer, type RootOperationNode, type SelectQueryNode } from 'kysely';
import type { CloudDatabase, Transactions } from '#cloud/database/open-database.ts';

/** A sabotage: whoever works as the system holds no row any more while it is judged. */
export function withoutLocks(database: CloudDatabase): CloudDatabase {
  return {
    ...database,
    asSystem(work) {
      const { transact, read }: Transactions = database.asSystem(work);
      return {
        read,
        transact: (does) => transact((transaction) => does(transaction.withPlugin(forgetLocks()))),
      };
    },
  };
}

class LockForgetter extends OperationNodeTransformer {
  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const { endModifiers: _locks, ...rest } = super.transformSelectQuery(node);
    return rest;
  }
}

function forgetLocks(): KyselyPlugin {
  const forgetter = new LockForgetter();
  return {
    transformQuery: ({ node }): RootOperationNode => forgetter.transformNode(node),
    transformResult: async ({ result }) => result,
  };
}
