import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { fileActs } from './organization-log.ts';

/** What somebody did, or tried to do, by a call to the cloud itself; what comes from a bench as an operation is written by `push/act-of`. */
export interface NotedAct {
  readonly at: IsoTime;
  /** `partner.invited` … */
  readonly action: string;
  /** Why it was refused; null: it was done. */
  readonly code: string | null;
  /** In whose name; `actor` is who did it, as the log tells it, and `personId` which person of theirs that is. */
  readonly by: { readonly organizationId: string; readonly actor: string; readonly personId: string | null };
  /** Organizations beside the acting one that it concerns, where they are known. */
  readonly others?: readonly (string | null)[];
  /** What it is about, to find it by: `asset 0199…`. */
  readonly source: string;
  readonly unit?: string | null;
  readonly sessionId?: string | null;
}

/** Writes the act into the logs of all it concerns, in the caller's transaction. An attempt that was refused stands only in the log of whoever tried. */
export function noteAct(transaction: CloudTransaction, act: NotedAct): Promise<void> {
  const { at, action, code, by, others = [], source, unit = null, sessionId = null } = act;
  const known = others.filter((id) => id !== null);
  return fileActs(transaction, [
    {
      organizationIds: code === null ? [...new Set([by.organizationId, ...known])] : [by.organizationId],
      content: {
        at,
        action,
        outcome: code === null ? 'done' : 'refused',
        code,
        unit,
        sessionId,
        transferId: null,
        actingOrganizationId: by.organizationId,
        actor: by.actor,
        actorPerson: by.personId,
        source,
      },
    },
  ]);
}
