import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** An empty database beside the one of the URL, so that a sabotage leaves nothing behind for the next test. */
export async function databaseOfItsOwn(clusterUrl: string): Promise<string> {
  const name = `proof_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}
