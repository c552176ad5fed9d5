import type { LinkProblem } from '../../contract/station/cable.ts';
import type { LinkOpening } from '../../ports/byte-link.ts';
import type { IdentifyOutcome, LinkFault } from '../../ports/unit-driver.ts';
import type { FoundUnit } from '../../ports/unit-drivers.ts';

type Trouble =
  | LinkFault
  | Exclude<LinkOpening, { kind: 'opened' }>
  | Exclude<IdentifyOutcome, { kind: 'identified' }>
  | Extract<FoundUnit, { kind: 'silent' }>
  | { readonly kind: 'locked' };

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
