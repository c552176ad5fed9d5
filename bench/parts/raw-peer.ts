import { join } from 'node:path';
import Database from 'better-sqlite3';
import { customerId, ownerOf, partnerId, serialOf } from './world.ts';

/** The floor under a verdict and under a scan: the same rows by prepared statements and nothing else. */
export interface RawPeer {
  /** Reads the rows that the verdict on the unit with this number rests on, without looking at them. */
  readFacts(number: number): void;
  /** The same, and then the rows that a scan leaves (sheet, audit entry, feed line) in one durable transaction. */
  readAndWrite(number: number): void;
  close(): void;
}

/** Bytes of the rows that a scan writes, as measured on the station's own. */
export interface RowSizes {
  readonly sheet: number;
  readonly audit: number;
  readonly feed: number;
}

/** Opens connections of its own: one to the station's database, one to an empty one beside it that is as durable. */
export function openRawPeer(directory: string, sizes: RowSizes): RawPeer {
  const facts = new Database(join(directory, 'station.sqlite'), { readonly: true });
  const unit = facts.prepare('SELECT json FROM mirror_unit WHERE serial = ? ORDER BY unit_type');
  const organization = facts.prepare('SELECT json FROM mirror_organization WHERE id = ?');
  const trust = facts.prepare(
    'SELECT json FROM mirror_trust WHERE partner_id = ? AND customer_id = ? ORDER BY valid_from DESC LIMIT 1',
  );
  const setting = facts.prepare('SELECT value FROM setting WHERE key = ?');
  const write = openScratch(directory, sizes);

  const readFacts = (number: number) => {
    unit.all(serialOf(number));
    organization.get(customerId);
    organization.get(partnerId);
    organization.get(ownerOf(number));
    trust.get(partnerId, customerId);
    setting.get('mirror.asOf');
  };
  return {
    readFacts,
    readAndWrite(number) {
      readFacts(number);
      write.run(number);
    },
    close() {
      facts.close();
      write.close();
    },
  };
}

function openScratch(directory: string, sizes: RowSizes) {
  const db = new Database(join(directory, 'raw-peer.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE sheet (id TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE audit (seq INTEGER PRIMARY KEY, canonical TEXT NOT NULL) STRICT;
    CREATE TABLE feed (position INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;`);
  const sheet = db.prepare('INSERT INTO sheet (id, json) VALUES (?, ?)');
  const audit = db.prepare('INSERT INTO audit (canonical) VALUES (?)');
  const feed = db.prepare('INSERT INTO feed (json) VALUES (?)');
  const filler = {
    sheet: 's'.repeat(sizes.sheet),
    audit: 'a'.repeat(sizes.audit),
    feed: 'f'.repeat(sizes.feed),
  };
  const act = db.transaction((number: number) => {
    sheet.run(`sheet-${number}`, filler.sheet);
    audit.run(filler.audit);
    feed.run(filler.feed);
  });
  return { run: (number: number) => act.immediate(number), close: () => db.close() };
}
