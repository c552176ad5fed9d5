import type { LinkProblem } from '../../contract/station/cable.ts';
import type { CancelSource } from '../sync/cancel-source.ts';

/**
 * Who has which port within this station: one at a time, whoever else asks is told that it is busy and with what. The station's own asking
 * who is there gives way to work that somebody wants. Other programs are kept out by the operating system, not here.
 */
export interface PortClaims {
  /** Runs the work at once where the port is free. */
  take<Result>(path: string, claim: Claim, work: () => Promise<Result>): Promise<Result | LinkProblem>;
  /** Who has this port; null when nobody has. */
  holderOf(path: string): string | null;
}

export interface Claim {
  /** Detail of the `busy` that others are told. */
  readonly label: string;
  /** Cancelled when somebody else wants the port; left out by work that is not given up. */
  readonly yields?: CancelSource;
}

interface Held extends Claim {
  readonly over: Promise<void>;
}

export function createPortClaims(): PortClaims {
  const held = new Map<string, Held>();

  async function take<Result>(path: string, claim: Claim, work: () => Promise<Result>): Promise<Result | LinkProblem> {
    let holder = held.get(path);
    while (holder !== undefined) {
      if (holder.yields === undefined || claim.yields !== undefined) {
        return { kind: 'link-problem', reason: 'busy', detail: holder.label };
      }
      holder.yields.cancel();
      await holder.over;
      holder = held.get(path);
    }
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    held.set(path, { ...claim, over });
    try {
      return await work();
    } finally {
      held.delete(path);
      end();
    }
  }

  return { take, holderOf: (path) => held.get(path)?.label ?? null };
}
