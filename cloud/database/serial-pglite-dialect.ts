import type { PGlite } from '@electric-sql/pglite';
import { type DatabaseConnection, type Driver, PGliteDialect, PGliteDriver } from 'kysely';

/**
 * PGlite is one connection. Kysely's own driver hands it to everybody at once, so two transactions that overlap would commit each
 * other and a read would look into somebody's open transaction. Here each query or transaction has the connection to itself.
 */
export class SerialPGliteDialect extends PGliteDialect {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }

  override createDriver(): Driver {
    return new SerialPGliteDriver({ pglite: this.#pglite });
  }
}

class SerialPGliteDriver extends PGliteDriver {
  #lastTurn: Promise<void> = Promise.resolve();
  #endTurn: () => void = () => undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const turnBefore = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await turnBefore;
    this.#endTurn = resolve;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#endTurn();
  }
}
