import type { PGlite } from '@electric-sql/pglite';
import { type DatabaseConnection, type Driver, PGliteDialect, PGliteDriver } from 'kysely';
import { type Db, fromPglite } from 'pg-boss';

/**
 * PGlite is one connection. Kysely's own driver hands it to everybody at once, so two transactions that overlap would commit each
 * other and a read would look into somebody's open transaction. Here each query or transaction has the connection to itself.
 */
export class SerialPGliteDialect extends PGliteDialect {
  readonly #pglite: PGlite;
  readonly #turns = createTurns();

  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }

  override createDriver(): Driver {
    return new SerialPGliteDriver(this.#pglite, this.#turns);
  }

  /** The same connection for a job queue, which takes its turn with everybody else. */
  queueDatabase(): Db {
    const adapted = fromPglite(this.#pglite);
    return {
      executeSql: async (text, values) => {
        const end = await this.#turns.begin();
        try {
          return await adapted.executeSql(text, values);
        } finally {
          end();
        }
      },
    };
  }
}

interface Turns {
  /** Resolves when it is the caller's turn, with what ends it. */
  begin(): Promise<() => void>;
}

function createTurns(): Turns {
  let lastTurn: Promise<void> = Promise.resolve();
  return {
    async begin() {
      const turnBefore = lastTurn;
      const { promise, resolve } = Promise.withResolvers<void>();
      lastTurn = promise;
      await turnBefore;
      return resolve;
    },
  };
}

class SerialPGliteDriver extends PGliteDriver {
  readonly #turns: Turns;
  #endTurn: () => void = () => undefined;

  constructor(pglite: PGlite, turns: Turns) {
    super({ pglite });
    this.#turns = turns;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#endTurn = await this.#turns.begin();
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#endTurn();
  }
}
