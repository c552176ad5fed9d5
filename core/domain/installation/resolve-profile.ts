// A profile with everything that it inherits (INST-3): from the one that stands alone up to the one that was asked for, the later value
// replacing the earlier. Refuses what has no end or no beginning; whether the values may stand there is `judgeProfile`'s question.
import type { ProfileId } from '../../kernel/entity-ids.ts';
import { secretMask } from './difference.ts';
import type { ConfigurationProfile, ProfileValue } from './profile.ts';
import type { ProfileEntry, ProfileTemplate } from './profile-template.ts';

/** A profile, its base, its base's base: more levels than this nobody can keep in mind. */
export const deepestProfile = 4;

/**
 * `base-missing`: one further down is not here, so nothing is known of what it sets. `cycle`: it is derived from itself. `too-deep`: more
 * levels than `deepestProfile`.
 */
export type ProfileResolution =
  | { readonly kind: 'resolved'; readonly profile: ConfigurationProfile; readonly levels: readonly ProfileTemplate[] }
  | { readonly kind: 'no-such-profile' | 'base-missing' | 'cycle' | 'too-deep' };

/** `levels` of the answer begin with the profile that stands alone. */
export function resolveProfile(id: ProfileId, templates: readonly ProfileTemplate[]): ProfileResolution {
  const top = templates.find((one) => one.id === id);
  if (top === undefined) {
    return { kind: 'no-such-profile' };
  }
  const levels = [top];
  let { baseId } = top;
  while (baseId !== null) {
    const wanted = baseId;
    if (levels.some((level) => level.id === wanted)) {
      return { kind: 'cycle' };
    }
    const base = templates.find((one) => one.id === wanted);
    if (base === undefined) {
      return { kind: 'base-missing' };
    }
    levels.unshift(base);
    baseId = base.baseId;
  }
  return levels.length > deepestProfile
    ? { kind: 'too-deep' }
    : { kind: 'resolved', levels, profile: mergeLevels(top, levels) };
}

function mergeLevels(top: ProfileTemplate, levels: readonly ProfileTemplate[]): ConfigurationProfile {
  const values = new Map<string, ProfileValue>();
  for (const level of levels) {
    for (const entry of level.entries) {
      values.set(entry.key, levelValue(entry, level, level === top));
    }
  }
  return {
    id: top.id,
    organizationId: top.organizationId,
    name: top.name,
    version: top.version,
    unitTypes: top.unitTypes,
    minimumFirmware: levels.findLast((level) => level.minimumFirmware !== null)?.minimumFirmware ?? null,
    values: [...values.values()],
  };
}

function levelValue(entry: ProfileEntry, { organizationId, name }: ProfileTemplate, isOwn: boolean): ProfileValue {
  const common = { key: entry.key, source: 'profile', ...(isOwn ? {} : { from: name }) } as const;
  return entry.kind === 'value'
    ? { ...common, value: entry.value }
    : { ...common, value: secretMask, secret: true, reference: { organizationId, name: entry.secret } };
}

/** All profiles that can be resolved, in the order given: one whose base is not here is left out rather than written by half. */
export function resolveAll(templates: readonly ProfileTemplate[]): readonly ConfigurationProfile[] {
  return templates.flatMap(({ id }) => {
    const resolution = resolveProfile(id, templates);
    return resolution.kind === 'resolved' ? [resolution.profile] : [];
  });
}

/** Profiles that are derived from this one, directly or through others. */
export function derivedFrom(id: ProfileId, templates: readonly ProfileTemplate[]): readonly ProfileTemplate[] {
  const found = new Set<ProfileId>([id]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const one of templates) {
      if (one.baseId !== null && found.has(one.baseId)) {
        found.add(one.id);
      }
    }
  }
  return templates.filter((one) => one.id !== id && found.has(one.id));
}
