import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RosterTrust } from '#core/ports/secrets.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

/** Which key signs the rosters of which enrolment. Outside the database, so that whoever changes that one changes nothing here. */
const keptKey = z.strictObject({ stationId: z.string(), generation: z.number().int(), key: z.base64() });

export interface RosterTrustOptions {
  readonly directory: string;
  readonly stationId: string;
  /** Counts enrolments: each makes the station keep the key of its cloud anew. */
  readonly generation: number;
}

/** Keeps the cloud's roster key in `roster-key.json`, readable by the station's user only, from the first contact after an enrolment on. */
export function createRosterTrust({ directory, stationId, generation }: RosterTrustOptions): RosterTrust {
  const path = join(directory, 'roster-key.json');
  let kept = readKept(path, { stationId, generation });
  return {
    keeps(key) {
      if (kept === null) {
        writeFileDurably(path, JSON.stringify({ stationId, generation, key }), 0o600);
        kept = key;
      }
      return kept === key;
    },
    verifies: ({ statement, signature, key }) => key === kept && isSignedBy(key, { statement, signature }),
  };
}

/** The same cloud, the same key: a station that begins a new generation without being enrolled again goes on knowing its people. */
export function carryRosterKey(
  directory: string,
  { stationId, from, to }: { readonly stationId: string; readonly from: number; readonly to: number },
): void {
  const path = join(directory, 'roster-key.json');
  const key = readKept(path, { stationId, generation: from });
  if (key !== null) {
    writeFileDurably(path, JSON.stringify({ stationId, generation: to, key }), 0o600);
  }
}

function readKept(path: string, enrolment: { readonly stationId: string; readonly generation: number }): string | null {
  if (!existsSync(path)) {
    return null;
  }
  const { key, ...of } = keptKey.parse(JSON.parse(readFileSync(path, 'utf8')));
  return of.stationId === enrolment.stationId && of.generation === enrolment.generation ? key : null;
}

function isSignedBy(key: string, { statement, signature }: { readonly statement: string; readonly signature: string }) {
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(statement, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
}
