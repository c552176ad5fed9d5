import { type SignedRoster, signedRoster } from '#core/domain/access/roster.ts';
import type { StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import type { Statements } from './statements.ts';

/**
 * The signed list of people. It lies sealed with the station's own secret: a PIN has few digits, so a copy of the database alone must give
 * nobody verifiers to try PINs against (the pepper of reliability.md §5.2). Whether it is believed is decided by who reads it.
 */
export function createRosterTable(
  statements: Statements,
  seal: SecretSeal,
): { readonly reads: Pick<StoreReader, 'roster'>; readonly writes: Pick<StoreWriter, 'putRoster'> } {
  const read = statements.prepare<[], { sealed: string }>('SELECT sealed FROM roster');
  const put = statements.prepare<[string]>(
    'INSERT INTO roster (only_row, sealed) VALUES (1, ?) ON CONFLICT (only_row) DO UPDATE SET sealed = excluded.sealed',
  );
  return {
    reads: {
      roster() {
        const row = read.get();
        return row === undefined ? { kind: 'none' } : opened(seal, row.sealed);
      },
    },
    writes: {
      putRoster(value) {
        statements.mustBeInTransaction();
        put.run(seal.seal(JSON.stringify(value)));
      },
    },
  };
}

function opened(seal: SecretSeal, sealed: string): { kind: 'roster'; roster: SignedRoster } | { kind: 'unreadable' } {
  const text = seal.open(sealed);
  if (text === null) {
    return { kind: 'unreadable' };
  }
  // Whoever could seal it may have sealed anything.
  const parsed = signedRoster.safeParse(JSON.parse(text));
  return parsed.success ? { kind: 'roster', roster: parsed.data } : { kind: 'unreadable' };
}
