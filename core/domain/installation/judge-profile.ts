// Whether a profile may be saved (INST-3). The page asks at every key stroke, the station before it queues the version, and the cloud again
// before it takes it: one function, so a page that forgot to ask changes nothing.
import type { OrganizationId, ProfileId } from '../../kernel/entity-ids.ts';
import { seenPart } from '../../kernel/plain-name.ts';
import { judgeValue, type ValueProblem } from './judge-value.ts';
import { isSecretKey } from './key-catalogue.ts';
import type { ProfileDraft, ProfileTemplate } from './profile-template.ts';
import { derivedFrom, resolveProfile } from './resolve-profile.ts';

export interface ProfileQuestion {
  readonly id: ProfileId;
  /** Whose profile it is or will be. */
  readonly organizationId: OrganizationId;
  readonly draft: ProfileDraft;
  /** All profiles that are known where it is asked, an older version of this one among them. */
  readonly templates: readonly ProfileTemplate[];
}

/**
 * `key`: the value of one key may not stand there. `twice`: a key is named more than once. `value-for-secret`, `secret-for-value`: a secret
 * is named and never given, anything else is given and never named. `foreign-base`: derived from somebody else's profile, which could
 * change or go away behind our back. The rest is about the chain of profiles.
 */
export type ProfileProblem =
  | { readonly kind: 'key'; readonly key: string; readonly problem: ValueProblem }
  | { readonly kind: 'twice' | 'secret-for-value'; readonly key: string }
  | { readonly kind: 'name-missing' | 'foreign-base' | 'base-missing' | 'cycle' | 'too-deep' | 'nothing-set' };

/** Everything that is wrong, in reading order; empty when it may be saved. */
export function judgeProfile(question: ProfileQuestion): readonly ProfileProblem[] {
  const { draft } = question;
  return [
    ...(seenPart(draft.name) === '' ? [{ kind: 'name-missing' } as const] : []),
    ...chainProblems(question),
    ...draft.entries.flatMap((entry, index): readonly ProfileProblem[] => {
      if (draft.entries.findIndex(({ key }) => key === entry.key) !== index) {
        return [{ kind: 'twice', key: entry.key }];
      }
      if (entry.kind === 'secret') {
        return isSecretKey(entry.key) ? [] : [{ kind: 'secret-for-value', key: entry.key }];
      }
      const problem = judgeValue(entry.key, entry.value);
      return problem === null ? [] : [{ kind: 'key', key: entry.key, problem }];
    }),
  ];
}

function chainProblems({ id, organizationId, draft, templates }: ProfileQuestion): readonly ProfileProblem[] {
  if (draft.baseId === null) {
    return draft.entries.length === 0 ? [{ kind: 'nothing-set' }] : [];
  }
  const base = templates.find((one) => one.id === draft.baseId);
  if (base !== undefined && base.organizationId !== null && base.organizationId !== organizationId) {
    return [{ kind: 'foreign-base' }];
  }
  // The profile as it would be, among the others as they are: what is derived from it must still resolve as well.
  const asSaved: ProfileTemplate = {
    ...draft,
    id,
    organizationId,
    version: 1,
    changedAt: '1970-01-01T00:00:00.000Z',
    changedBy: '',
    note: null,
  };
  const others = templates.filter((one) => one.id !== id);
  const all = [...others, asSaved];
  const kinds = [id, ...derivedFrom(id, others).map((one) => one.id)].map((one) => resolveProfile(one, all).kind);
  const problem = (['cycle', 'base-missing', 'too-deep'] as const).find((kind) => kinds.includes(kind));
  return problem === undefined ? [] : [{ kind: problem }];
}
