import type { LinkProblem } from '../../contract/station/cable.ts';
import type { LinkOpening } from '../../ports/byte-link.ts';
import type { IdentifyOutcome, LinkFault, UnitDriver } from '../../ports/unit-driver.ts';
import type { FoundUnit } from '../../ports/unit-drivers.ts';

type Trouble =
  | LinkFault
  | Exclude<LinkOpening, { kind: 'opened' }>
  | Exclude<IdentifyOutcome, { kind: 'identified' }>
  | Extract<FoundUnit, { kind: 'silent' }>
  | { readonly kind: 'locked' }
  | { readonly kind: 'silent-or-locked'; readonly detail: string };

/** What ports and drivers call trouble, in the words of the contract. */
export function linkProblem(trouble: Trouble): LinkProblem {
  switch (trouble.kind) {
    case 'readings-differ':
      return { kind: 'link-problem', reason: 'readings-differ', detail: `${trouble.first} / ${trouble.second}` };
    case 'cancelled':
    case 'locked':
      return { kind: 'link-problem', reason: trouble.kind, detail: '' };
    default:
      return { kind: 'link-problem', reason: trouble.kind, detail: trouble.detail };
  }
}

/** Why a unit of this family did not tell who it is. */
export function identifyProblem(
  { isSilentWhenLocked }: Pick<UnitDriver, 'isSilentWhenLocked'>,
  outcome: Exclude<IdentifyOutcome, { kind: 'identified' }>,
): LinkProblem {
  const mayBeLocked = isSilentWhenLocked === true && outcome.kind === 'timed-out';
  return linkProblem(mayBeLocked ? { kind: 'silent-or-locked', detail: outcome.detail } : outcome);
}
