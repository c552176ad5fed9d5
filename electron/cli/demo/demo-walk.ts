import type { Sheet } from '#core/contract/station/bench.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { StationFile } from '../../compose/station-file.ts';
import type { StationClient } from '../../host/in-process-client.ts';

/** What the steps of the unattended demo share. */
export interface DemoWalk {
  /** As the person at the seat: every right is checked as for a page. */
  readonly client: StationClient;
  readonly dataFolder: string;
  readonly station: StationFile;
  /** Where report, label and audit bundle are left. */
  readonly out: string;
}

/** What steps found out for those after them. */
export interface WalkState {
  readonly sessionId: SessionId | null;
  readonly transferId: string | null;
  readonly reportNumber: string | null;
  readonly report: string | null;
  readonly label: string | null;
  readonly bundle: string | null;
  readonly auditHead: string | null;
}

export const atTheStart: WalkState = {
  sessionId: null,
  transferId: null,
  reportNumber: null,
  report: null,
  label: null,
  bundle: null,
  auditHead: null,
};

/** `wrong`: not as it should be; the walk ends there. */
export type StepEnd =
  | { readonly kind: 'right'; readonly state: WalkState; readonly says: string }
  | { readonly kind: 'wrong'; readonly why: string };

/** One step of the main job. */
export interface DemoStep {
  readonly name: string;
  run(walk: DemoWalk, state: WalkState): Promise<StepEnd>;
}

export function right(state: WalkState, says: string): StepEnd {
  return { kind: 'right', state, says };
}

/** The outcome that came instead of the one that should have come, for the reason of a `wrong` end. */
export function wrong(outcome: unknown): StepEnd {
  return { kind: 'wrong', why: typeof outcome === 'string' ? outcome : shorten(JSON.stringify(outcome)) };
}

const longestReason = 600;

function shorten(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason)} …` : text;
}

export function sessionOf({ sessionId }: WalkState): SessionId {
  invariant(sessionId !== null, 'the scan comes before all that needs a sheet');
  return sessionId;
}

export async function sheetOf({ client }: DemoWalk, state: WalkState): Promise<Sheet> {
  const answer = await client.bench.sheet({ sessionId: sessionOf(state) });
  invariant(answer.kind === 'sheet', 'a sheet that was opened is there');
  return answer.sheet;
}
