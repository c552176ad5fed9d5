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

type Configuration = BenchSession['configuration'];

/** The configuration of a report: what was written and whether it was read back. Only a verified sheet is called done (INST-3). */
export function configurationPart({ session, texts }: ReportSource): JobReport['configuration'] {
  const { configuration } = session;
  if (configuration.kind === 'not-read') {
    return { kind: 'not-done', reason: texts.t('report-part.configuration-not-done') };
  }
  const profile = { name: configuration.profileName, version: String(configuration.profileVersion) };
  const checksum = checksumOf(configuration);
  if (configuration.kind === 'verified' && configuration.changes.length === 0) {
    return { kind: 'already-right', profile, checksum };
  }
  if (configuration.changes.length === 0) {
    return { kind: 'not-done', reason: texts.t('report-part.configuration-not-done') };
  }
  return {
    kind: 'written',
    profile,
    changes: configuration.changes.map((change) => changeOf(change, keyLabel(texts, change.key))),
    readBack: configuration.kind === 'verified',
    checksum,
  };
}

function changeOf(change: ConfigurationChange, label: string): ReportConfigurationChange {
  return {
    label,
    before: reportValue(change, change.from),
    after: reportValue(change, change.state === 'verified' ? change.to : null),
    unit: unitOfKey(change.key),
    wantedBy: change.wantedBy === 'unit' ? 'profile' : change.wantedBy,
    reason: null,
  };
}

function reportValue({ secret }: ConfigurationChange, text: string | null): ReportConfigurationValue {
  if (text === null || text === '') {
    return { kind: 'unset' };
  }
  return secret ? { kind: 'secret' } : { kind: 'value', text };
}

/** What people call a key; a key without a name of its own is shown as it is. */
export function keyLabel(texts: ReportSource['texts'], key: string): string {
  const name = `config-key.${key}`;
  return texts.has(name) ? texts.t(name) : key;
}

/** Short fingerprint of profile and outcome, so that two reports can be compared at a glance. */
function checksumOf(configuration: Exclude<Configuration, { kind: 'not-read' }>): string {
  const { profileId, profileVersion, changes } = configuration;
  const said = changes.map(({ key, to, state }) => ({ key, to, state }));
  return sha256Hex(canonicalJson({ profileId, profileVersion, changes: said }))
    .slice(0, 8)
    .toUpperCase();
}
