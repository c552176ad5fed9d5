import type { Finding, Verdict } from '#core/domain/ownership/verdict.ts';
import { isoTime } from '#core/kernel/iso-time.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';

/** All findings at once, in the order the rules give (OWN-15). Steps that need the room show only what is in the way. */
export function Findings({ verdict, troubleOnly }: { readonly verdict: Verdict; readonly troubleOnly: boolean }) {
  const texts = useTexts();
  if (verdict.kind !== 'verdict') {
    return null;
  }
  const shown = verdict.findings.filter((finding) => !troubleOnly || finding.severity !== 'info');
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
