import {
  type BinaryOperationNode,
  ColumnNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  OperatorNode,
  type RawNode,
  ReferenceNode,
  type RootOperationNode,
  ValueNode,
} from 'kysely';
import type { CloudDatabase, Transactions } from '../database/open-database.ts';
import type { Tenant } from '../database/wall/acting.ts';

/**
 * A sabotage: as soon as `begin` was called, every query of a tenant's transaction forgets to ask for the tenant's rows. What then still keeps
 * organizations apart is the database alone. `as`: who the database takes the tenant for.
 */
export function withForgottenFilters(
  database: CloudDatabase,
  as: (tenant: Tenant) => Transactions = database.forTenant,
): { readonly database: CloudDatabase; begin(): void } {
  let hasBegun = false;
  const forgetful: CloudDatabase = {
    ...database,
    forTenant(tenant) {
      if (!hasBegun) {
        return database.forTenant(tenant);
      }
      const { transact, read } = as(tenant);
      return {
        transact: (work) => transact((transaction) => work(transaction.withPlugin(forgetFilters()))),
        read: (work) => read((transaction) => work(transaction.withPlugin(forgetFilters()))),
      };
    },
  };
  return {
    database: forgetful,
    begin() {
      hasBegun = true;
    },
  };
}

/** Columns that say whose a row is. */
const tenantColumns: ReadonlySet<string> = new Set([
  'organization_id',
  'customer_id',
  'partner_id',
  'owner_id',
  'audience',
  'acting_organization_id',
]);

/** Work that is declared to be the system's within a tenant's transaction knows no tenant, so there it has nothing to forget. */
class FilterForgetter extends OperationNodeTransformer {
  #worksForSystem = false;

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const column = ReferenceNode.is(node.leftOperand) ? node.leftOperand.column : null;
    if (!this.#worksForSystem && column !== null && ColumnNode.is(column) && tenantColumns.has(column.column.name)) {
      const isTrue = ValueNode.createImmediate(true);
      return { ...node, leftOperand: isTrue, operator: OperatorNode.create('='), rightOperand: isTrue };
    }
    return super.transformBinaryOperation(node);
  }

  protected override transformRaw(node: RawNode): RawNode {
    if (node.sqlFragments.some((text) => text.includes("set_config('fitbay.system'"))) {
      const [work] = node.parameters;
      this.#worksForSystem = work !== undefined && ValueNode.is(work) && work.value !== '';
    }
    // The feed is read by a statement of its own.
    const sqlFragments = node.sqlFragments.map((text) =>
      text.replace('where audience in (', 'where audience is not null or audience in ('),
    );
    return super.transformRaw({ ...node, sqlFragments });
  }
}

function forgetFilters(): KyselyPlugin {
  const forgetter = new FilterForgetter();
  return {
    transformQuery: ({ node }): RootOperationNode => forgetter.transformNode(node),
    transformResult: async ({ result }) => result,
  };
}
