import type { OrganizationId, StationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { ClockDoubt } from '../sync/clock-offset.ts';
import { appendToChain } from './append-to-chain.ts';
import { type AuditDraft, auditEntryV2, type PersonalOpening, type StoredAuditEntry } from './audit-entry.ts';
import type { ChainHead } from './chain-hash.ts';
import { personalCommitment } from './personal-commitment.ts';
import { type PersonalField, personalFields } from './personal-fields.ts';

export interface EntrySituation {
  readonly stationId: StationId;
  readonly generation: number;
  readonly at: IsoTime;
  readonly clockDoubts: readonly ClockDoubt[];
  /** 16 random bytes as lower-case hex, others each time. */
  readonly newSalt: () => string;
}

/** An entry and what it commits to, which is kept beside it. */
export interface AppendedEntry {
  readonly stored: StoredAuditEntry;
  readonly fields: readonly (PersonalField & PersonalOpening)[];
}

const unchained = auditEntryV2.omit({ seq: true, previous: true });

/** Makes an entry of what a use case says and puts it at the end of the chain (REP-1): what is about people only as commitments. */
export function sealEntry(end: ChainHead, draft: AuditDraft, situation: EntrySituation): AppendedEntry {
  const { newSalt, ...place } = situation;
  const fields = personalFields(draft).map((field) => ({
    ...field,
    text: field.text.normalize('NFC'),
    salt: newSalt(),
  }));
  const paths = new Set(fields.map(({ path }) => path));
  const { name, roles, method } = draft.actor;
  const organizations: readonly OrganizationId[] = draft.organizations;
  const entry = unchained.parse({
    v: 2,
    ...place,
    actor: { program: paths.has('actor') ? null : name, roles, method },
    organizations,
    action: draft.action,
    outcome: draft.outcome,
    code: draft.code ?? null,
    unit: draft.unit ?? null,
    sessionId: draft.sessionId ?? null,
    operationId: draft.operationId ?? null,
    before: without(draft.before ?? null, 'before', paths),
    after: without(draft.after ?? null, 'after', paths),
    personal: Object.fromEntries(fields.map((field) => [field.path, personalCommitment(field)])),
  });
  const stored = appendToChain(end, entry);
  const personal = Object.fromEntries(fields.map(({ path, salt, text }) => [path, { salt, text }]));
  return { stored: fields.length === 0 ? stored : { ...stored, personal }, fields };
}

function without(
  values: Readonly<Record<string, string>> | null,
  side: 'before' | 'after',
  paths: ReadonlySet<string>,
): Readonly<Record<string, string>> | null {
  return values === null
    ? null
    : Object.fromEntries(Object.entries(values).filter(([key]) => !paths.has(`${side}.${key}`)));
}
