import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import { judgeValue, type ValueProblem } from './judge-value.ts';
import { isSecretKey } from './key-catalogue.ts';
import type { ConfigurationProfile } from './profile.ts';
import { type ProfileTemplate, profileTemplate } from './profile-template.ts';
import { deepestProfile, resolveProfile } from './resolve-profile.ts';

/**
 * A profile as a file: for another station, for the command line, or to be opened without any hardware. The profiles that it is derived
 * from are in it, so that it means the same everywhere; secrets are in it by name only. Read with suspicion: the checksum tells damage and
 * careless editing, not who wrote it.
 */
const format = 'fitbay-profile';
const version = 1;

const profileFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** From the one that stands alone to the one that the file is about. */
  profiles: z.array(profileTemplate).min(1).max(deepestProfile),
  /** SHA-256 over the profiles in canonical JSON. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
});
const anyVersion = z.object({ format: z.literal(format), version: z.number() });

/** Files are small; a longer one is none of ours. */
export const profileFileLimit = 1_000_000;

/** The text of the file. `levels` as `resolveProfile` gives them. */
export function writeProfileFile(levels: readonly ProfileTemplate[]): string {
  return `${JSON.stringify({ format, version, profiles: levels, checksum: checksumOf(levels) }, null, 2)}\n`;
}

function checksumOf(levels: readonly ProfileTemplate[]): string {
  return sha256Hex(canonicalJson(levels));
}

/** Why a file is not taken; text keys `profiles.not-taken.<why>`. */
export const profileFileRefusals = [
  /** Another kind of file, or one that was cut off. */
  'no-profile',
  'newer-format',
  /** It is not what was exported. */
  'changed',
  /** Somebody put the value of a secret in. */
  'holds-secret',
  /** Its profiles are not derived from one another. */
  'broken-chain',
  /** A value in it may not stand where it stands. */
  'bad-value',
] as const;

export type ProfileFileReading =
  | {
      readonly kind: 'profile';
      readonly levels: readonly ProfileTemplate[];
      readonly profile: ConfigurationProfile;
    }
  | { readonly kind: Exclude<(typeof profileFileRefusals)[number], 'bad-value'> }
  | { readonly kind: 'bad-value'; readonly problems: readonly { key: string; problem: ValueProblem }[] };

/** Reads the text of a file, resolves what it inherits and checks every value against its limits. */
export function readProfileFile(text: string): ProfileFileReading {
  const value = text.length > profileFileLimit ? undefined : parseJson(text);
  const parsed = profileFile.safeParse(value);
  if (!parsed.success) {
    const other = anyVersion.safeParse(value);
    return { kind: other.success && other.data.version > version ? 'newer-format' : 'no-profile' };
  }
  const { profiles, checksum } = parsed.data;
  const entries = profiles.flatMap((level) => level.entries);
  if (entries.some((entry) => entry.kind === 'value' && isSecretKey(entry.key))) {
    return { kind: 'holds-secret' };
  }
  if (checksum !== checksumOf(profiles)) {
    return { kind: 'changed' };
  }
  const [first] = profiles;
  const top = profiles.at(-1);
  const resolution = top === undefined ? undefined : resolveProfile(top.id, profiles);
  // Every level in its place, so that nothing is in the file that the profile does not stand on.
  if (
    resolution?.kind !== 'resolved' ||
    resolution.levels.length !== profiles.length ||
    resolution.levels[0] !== first
  ) {
    return { kind: 'broken-chain' };
  }
  const problems = entries.flatMap((entry) => {
    const problem = entry.kind === 'value' ? judgeValue(entry.key, entry.value) : null;
    return problem === null ? [] : [{ key: entry.key, problem }];
  });
  return problems.length > 0
    ? { kind: 'bad-value', problems }
    : { kind: 'profile', levels: resolution.levels, profile: resolution.profile };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever it is, it is no profile
  }
}
