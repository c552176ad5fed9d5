import type { ConfigurationLine, ConfigurationView } from '../../contract/station/configuration.ts';
import { readTrailEntry } from '../../domain/audit/read-trail-entry.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { desiredConfiguration } from '../../domain/installation/desired-configuration.ts';
import { secretMask } from '../../domain/installation/difference.ts';
import { configurationKeys, isSecretKey } from '../../domain/installation/key-catalogue.ts';
import type { KnownConfiguration } from '../../domain/installation/known-configuration.ts';
import { type Preset, presetsOf } from '../../domain/installation/preset.ts';
import type { ConfigurationProfile, ProfileValue } from '../../domain/installation/profile.ts';
import { jobValuesFor } from '../jobs/job-for-sheet.ts';
import { profileOf, profilesForSheet } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';
import { knownOf } from './known-values.ts';
import { sourcesOf } from './wanted-on-sheet.ts';

/** The configuration of a sheet for the page: every value with its source and its three sides (INST-3, INST-4). Holds no secret. */
export function configurationView(context: StationContext, session: BenchSession): ConfigurationView {
  const profile = profileOf(context, session);
  const known = knownOf(context, session);
  const choices = profilesForSheet(context, session);
  const presets = presetsOf(profile ?? { values: [] }, jobValuesFor(context, session));
  const sources = profile === null ? null : sourcesOf(context, session, profile);
  const overrideAllowed = sources?.overrideAllowed ?? false;
  const lines =
    profile === null ? [] : linesOf({ session, profile, presets, known, overrideAllowed }, wantedValues(sources));
  const taken = new Set(lines.map(({ key }) => key));
  const blanks = configurationKeys.filter((key) => !taken.has(key) && !isSecretKey(key));
  return {
    profile: profile === null ? null : idOf(profile),
    choices: choices.map(idOf),
    overrideAllowed,
    lines,
    blanks,
    suggestions: suggestionsFor(session, blanks),
    known:
      known === null
        ? null
        : {
            at: known.verifiedAt,
            by: known.by,
            station: known.station,
            profileName: known.profileName,
            profileVersion: known.profileVersion,
          },
    backup: backupOf(context, session),
    story: storyOf(context, session),
  };
}

function idOf({ id, name, version }: ConfigurationProfile) {
  return { id, name, version };
}

/** For looking only: departures that are not allowed any more are shown as they were given, and refused when they are to be written. */
function wantedValues(sources: ReturnType<typeof sourcesOf> | null): readonly ProfileValue[] {
  if (sources === null) {
    return [];
  }
  const desired = desiredConfiguration({ ...sources, overrideAllowed: true });
  return desired.kind === 'desired' ? desired.values : sources.profile.values;
}

interface Sides {
  readonly session: BenchSession;
  readonly profile: ConfigurationProfile;
  readonly presets: ReadonlyMap<string, Preset>;
  readonly known: KnownConfiguration | null;
  readonly overrideAllowed: boolean;
}

function linesOf(sides: Sides, values: readonly ProfileValue[]): ConfigurationLine[] {
  return values.map((value) => lineOf(sides, value));
}

function lineOf({ session, profile, presets, known, overrideAllowed }: Sides, value: ProfileValue): ConfigurationLine {
  const { key, source } = value;
  const { configuration, ownValues = [] } = session;
  const secret = value.secret === true || isSecretKey(key);
  const given = ownValues.find((one) => one.key === key && one.source === 'override');
  // A sheet that was compared with another profile or version says nothing about this one.
  const isOfProfile = configuration.kind !== 'not-read' && configuration.profileId === profile.id;
  const change = isOfProfile ? configuration.changes.find((one) => one.key === key) : undefined;
  const held = known !== null && !secret && Object.hasOwn(known.values, key) ? known.values[key] : undefined;
  const isPreset = presets.has(key);
  return {
    key,
    source,
    secret,
    from: source === 'profile' ? (value.from ?? profile.name) : null,
    wanted: secret ? secretMask : value.value,
    override:
      given === undefined || given.instead === null
        ? null
        : { instead: given.instead, reason: given.reason ?? '', by: given.by, at: given.at },
    change: secret || (isPreset && !overrideAllowed) ? 'locked' : isPreset ? 'with-reason' : 'open',
    actual: actualOf(change, { isRead: isOfProfile, wanted: value.value, secret }),
    ...(held === undefined ? {} : { known: held }),
    departure: change?.departure ?? null,
    state: isOfProfile ? (change?.state ?? 'same') : null,
    detail: change?.detail ?? null,
  };
}

function actualOf(
  change: ConfigurationChange | undefined,
  { isRead, wanted, secret }: { readonly isRead: boolean; readonly wanted: string; readonly secret: boolean },
): ConfigurationLine['actual'] {
  if (!isRead || change?.state === 'unknown' || change?.state === 'unsupported') {
    return { kind: 'unread' };
  }
  return { kind: 'value', value: change === undefined ? (secret ? secretMask : wanted) : change.from };
}

function suggestionsFor({ vin }: BenchSession, blanks: readonly string[]): ConfigurationView['suggestions'] {
  return blanks.includes('vin') && vin.scanned !== null ? [{ key: 'vin', value: vin.scanned, from: 'plate' }] : [];
}

function backupOf({ store }: StationContext, { configuration }: BenchSession): ConfigurationView['backup'] {
  const backup = configuration.kind === 'not-read' ? null : store.backup(configuration.backupId);
  return backup === null
    ? null
    : {
        id: backup.id,
        takenAt: backup.takenAt,
        takenBy: backup.takenBy,
        keys: Object.keys(backup.values).length,
      };
}

const trailLimit = 500;
const storyLimit = 40;

/** From the trail of the sheet itself: what anybody did with the configuration, and what the station said of it after a crash. */
function storyOf({ store }: StationContext, { id }: BenchSession): ConfigurationView['story'] {
  return store
    .auditEntries({ sessionId: id, limit: trailLimit })
    .map(readTrailEntry)
    .filter(({ action }) => action.startsWith('configuration.'))
    .slice(-storyLimit)
    .map(({ at, actor, action, outcome, code }) => ({ at, by: actor.name, action, outcome, code }));
}
