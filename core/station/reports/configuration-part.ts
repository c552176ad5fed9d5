import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { unitOfKey } from '../../domain/installation/key-unit.ts';
import type {
  JobReport,
  ReportConfigurationChange,
  ReportConfigurationValue,
} from '../../domain/reports/job-report.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import type { ReportSource } from './build-report.ts';
import { whyNotConfigured } from './follow-up.ts';
import { printable, printableRemark } from './printable.ts';

type Configuration = BenchSession['configuration'];
type ReadConfiguration = Exclude<Configuration, { kind: 'not-read' }>;

const changesAtMost = 5_000;
const valueLength = 500;

/**
 * The configuration of a report: what was sent to the unit and whether it was read back. Only a verified sheet is called done (INST-3);
 * what was merely wanted is never listed as written.
 */
export function configurationPart(source: ReportSource): JobReport['configuration'] {
  const { texts, session } = source;
  const { configuration } = session;
  if (configuration.kind === 'not-read') {
    return { kind: 'not-done', reason: whyNotConfigured(source) };
  }
  if (configuration.kind === 'compared') {
    return { kind: 'not-done', reason: texts.t('report-part.configuration-only-read') };
  }
  const profile = { name: printable(configuration.profileName), version: String(configuration.profileVersion) };
  const checksum = checksumOf(configuration);
  const sent = configuration.changes.filter(({ state }) => sentStates.has(state)).slice(0, changesAtMost);
  if (sent.length > 0) {
    return {
      kind: 'written',
      profile,
      changes: sent.map((change) => changeOf(session, change, keyLabel(texts, change.key))),
      readBack: configuration.kind === 'verified',
      checksum,
    };
  }
  return configuration.kind === 'verified'
    ? { kind: 'already-right', profile, checksum }
    : { kind: 'not-done', reason: texts.t('report-part.configuration-nothing-sent') };
}

/** Keys of the profile that this unit does not have stand among the remarks: nothing was written there (INST-3). */
export function missingKeysRemark({ session, texts }: ReportSource): string[] {
  const { configuration } = session;
  const missing =
    configuration.kind === 'not-read' ? [] : configuration.changes.filter(({ state }) => state === 'unsupported');
  const keys = texts.list(missing.map(({ key }) => keyLabel(texts, key)));
  return missing.length === 0 ? [] : [printableRemark(texts.t('report-part.unsupported', { keys }))];
}

/** Where the unit was meant to depart from what is prescribed, also where it held that value already (INST-4, ORG-5). */
export function overrideRemarks({ session: { ownValues = [] }, texts }: ReportSource): string[] {
  return ownValues.flatMap(({ key, value, source, instead, reason, by }) =>
    source === 'override'
      ? [
          printableRemark(
            texts.t('report-part.override', {
              key: keyLabel(texts, key),
              value,
              instead: instead ?? '',
              by,
              reason: reason ?? '',
            }),
          ),
        ]
      : [],
  );
}

/** What has been on its way to the unit, however it ended. */
const sentStates: ReadonlySet<ConfigurationChange['state']> = new Set([
  'accepted',
  'rejected',
  'unknown',
  'verified',
  'differs',
]);

function changeOf(
  { ownValues = [] }: BenchSession,
  change: ConfigurationChange,
  label: string,
): ReportConfigurationChange {
  const reason = ownValues.find(({ key, source }) => key === change.key && source === 'override')?.reason ?? null;
  return {
    label,
    before: reportValue(change, change.from),
    after: afterOf(change),
    unit: unitOfKey(change.key),
    wantedBy: change.wantedBy === 'unit' ? 'profile' : change.wantedBy,
    reason: change.wantedBy === 'override' && reason !== null ? printableRemark(reason) : null,
  };
}

/** Only what was read back is known; a refused value left the old one. */
function afterOf(change: ConfigurationChange): ReportConfigurationValue {
  switch (change.state) {
    case 'verified':
      return reportValue(change, change.to);
    case 'rejected':
      return reportValue(change, change.from);
    default:
      return { kind: 'unknown' };
  }
}

function reportValue({ secret }: ConfigurationChange, text: string | null): ReportConfigurationValue {
  if (text === null || text === '') {
    return { kind: 'unset' };
  }
  return secret ? { kind: 'secret' } : { kind: 'value', text: text.slice(0, valueLength) };
}

/** What people call a key; a key without a name of its own is shown as it is. */
export function keyLabel(texts: ReportSource['texts'], key: string): string {
  const name = `config-key.${key}`;
  return printable(texts.has(name) ? texts.t(name) : key);
}

/** Short fingerprint of profile and outcome, so that two reports can be compared at a glance. */
function checksumOf(configuration: ReadConfiguration): string {
  const { profileId, profileVersion, changes } = configuration;
  const said = changes.map(({ key, to, state }) => ({ key, to, state }));
  return sha256Hex(canonicalJson({ profileId, profileVersion, changes: said }))
    .slice(0, 8)
    .toUpperCase();
}
