import type { Server } from 'node:http';

/** As much of PouchDB, Express and LevelDB as the bench uses; none of them brings types. */
export interface PouchConstructor {
  new (name: string, options?: object): PouchDatabase;
  defaults(options: object): PouchConstructor;
  replicate(from: PouchDatabase, to: string, options: object): Promise<ReplicationResult>;
}

export interface PouchDatabase {
  bulkDocs(documents: readonly object[]): Promise<readonly object[]>;
  info(): Promise<{ readonly doc_count: number }>;
  close(): Promise<void>;
}

export interface ReplicationResult {
  readonly ok: boolean;
  readonly docs_written: number;
  readonly doc_write_failures: number;
}

export interface WebApplication {
  use(path: string, handler: unknown): void;
  listen(port: number, host: string, listening: () => void): Server;
}

interface Leveldown {
  readonly prototype: { _batch: (...given: readonly unknown[]) => unknown };
}

/** LevelDB that answers a write only when it is on the disk; PouchDB itself never asks for that. */
export function durableLeveldown(require: NodeJS.Require): unknown {
  // What is used of it is its one way to write; see leveldown's own README for `sync`.
  const leveldown = require('leveldown') as Leveldown;
  const write = leveldown.prototype._batch;
  leveldown.prototype._batch = function batchToDisk(this: unknown, ...given) {
    const [operations, options, done] = given;
    return Reflect.apply(write, this, [operations, { ...(options as object), sync: true }, done]);
  };
  return leveldown;
}
