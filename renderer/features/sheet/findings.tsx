import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { Finding } from '#core/domain/ownership/verdict.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';

/** All findings at once, in the order the rules give (OWN-15). Steps that need the room show only what is in the way. */
export function Findings({ session, troubleOnly }: { readonly session: BenchSession; readonly troubleOnly: boolean }) {
  const texts = useTexts();
  const { verdict, configuration } = session;
  if (verdict.kind !== 'verdict') {
    return null;
  }
  const settled: readonly string[] = [
    // What the card above says.
    'TRANSFER_AVAILABLE',
    // The verdict is older than the work.
    ...(configuration.kind === 'verified' ? ['NEEDS_CONFIGURATION'] : []),
  ];
  const endsSoon = new Set(verdict.findings.flatMap(({ code }) => saidByEnding[code] ?? []));
  const shown = verdict.findings.filter(
    ({ code, severity }) => !settled.includes(code) && !endsSoon.has(code) && (!troubleOnly || severity !== 'info'),
  );
  return shown.length === 0 ? null : (
    <ul className="findings" aria-label={texts.t('sheet.findings')}>
      {shown.map((finding) => (
        <li key={finding.code}>
          <Tag mark={markOf(finding)}>{wordsOf(texts, finding)}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** What ends soon is running: one line says both. */
const saidByEnding: Readonly<Record<string, string>> = {
  TRUST_ENDING: 'TRUST_ACTIVE',
  SUBSCRIPTION_ENDING: 'SUBSCRIPTION_ACTIVE',
};

function markOf(finding: Finding): Mark {
  switch (finding.severity) {
    case 'info':
      return 'ok';
    case 'warn':
      return 'warn';
    case 'block':
      return 'stop';
  }
}

/** The title, and where the finding has a date or a name, that too. */
function wordsOf(texts: Texts, { code, detail = {} }: Finding): string {
  const until = isoTime.safeParse(detail['until'] ?? detail['since'] ?? detail['endsAt']);
  const key = `sheet.finding.${code}`;
  if (code === 'STILL_PAIRED') {
    return texts.t('sheet.finding.STILL_PAIRED', detail);
  }
  return until.success && texts.has(key)
    ? texts.t(key, { date: texts.date(until.data, 'date') })
    : texts.t(`codes.${code}.title`);
}
