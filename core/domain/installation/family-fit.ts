import { type FamilyLimits, judgeValue, type ValueProblem } from './judge-value.ts';
import type { ProfileEntry } from './profile-template.ts';

/** How a profile fits units of one family: what they hold, what they do not, and what they hold only within tighter limits. */
export interface FamilyFit {
  readonly held: number;
  readonly missing: readonly string[];
  readonly outOfLimits: readonly { readonly key: string; readonly problem: ValueProblem }[];
}

/** `keys`: what the family's driver says of each key it knows. A key that can only be read counts as missing: nothing can be written there. */
export function fitOfFamily(
  entries: readonly ProfileEntry[],
  keys: Readonly<Record<string, FamilyLimits & { readonly write: boolean }>>,
): FamilyFit {
  const missing = entries.filter(({ key }) => keys[key]?.write !== true).map(({ key }) => key);
  const present = entries.filter(({ key }) => keys[key]?.write === true);
  const outOfLimits = present.flatMap((entry) => {
    const problem = entry.kind === 'value' ? judgeValue(entry.key, entry.value, keys[entry.key]) : null;
    return problem === null ? [] : [{ key: entry.key, problem }];
  });
  return { held: present.length - outOfLimits.length, missing, outOfLimits };
}
