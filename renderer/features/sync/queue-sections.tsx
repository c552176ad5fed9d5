import type { QueueRow } from '#core/contract/station/sync.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { QueueTable } from './queue-table.tsx';

type Section = 'needs-you' | 'waiting' | 'taken';
const sections: readonly Section[] = ['needs-you', 'waiting', 'taken'];

/** What needs somebody first, then what waits in the order in which it goes, then what the centre took last. */
export function QueueSections({ rows, toldAtMs }: { readonly rows: readonly QueueRow[]; readonly toldAtMs: number }) {
  const texts = useTexts();
  if (rows.length === 0) {
    return <p className="empty card dim">{texts.t('sync.empty')}</p>;
  }
  return sections.map((section) => {
    const its = rows.filter((row) => sectionOf(row) === section);
    return its.length === 0 ? null : (
      <section key={section} className="queue-section" aria-labelledby={`queue-${section}`}>
        <h2 id={`queue-${section}`} className="queue-title">
          {texts.t(`sync.section.${section}`)} <span className="dim">{texts.number(its.length)}</span>
        </h2>
        <QueueTable caption={texts.t(`sync.section.${section}`)} rows={its} toldAtMs={toldAtMs} />
      </section>
    );
  });
}

function sectionOf({ state }: QueueRow): Section {
  switch (state) {
    case 'needs-you':
      return 'needs-you';
    case 'waiting':
    case 'sending':
      return 'waiting';
    case 'accepted':
      return 'taken';
  }
}
