import type { FeedEntry } from '#core/contract/station/scan.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { groupedSerials } from '../../text/grouped-serials.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ContactSupport } from '../support/contact-support.tsx';

/** Every scan and every event of the bench, newest first: nothing scanned is lost (SCAN-5). */
export function Feed() {
  const texts = useTexts();
  const feed = useStationQuery(['feed'], (client) => client.scan.feed({ limit: 40 }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="bench-feed" aria-labelledby="feed" data-region="feed" tabIndex={0}>
      <h2 className="over" id="feed">
        {texts.t('bench.feed')}
      </h2>
      {feed.data?.length === 0 ? <p className="small dim feed-empty">{texts.t('bench.feed-empty')}</p> : null}
      <ol>
        {feed.data?.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: FeedEntry }) {
  const texts = useTexts();
  const title = `feed.${entry.key}`;
  const detail = `feed.${entry.key}.detail`;
  const named = groupedSerials(entry.detail);
  return (
    <li className={entry.mark === 'warn' || entry.mark === 'stop' ? `event event-${entry.mark}` : 'event'}>
      <StatusMark mark={entry.mark} />
      <span>
        {texts.has(title) ? texts.t(title, named) : entry.key}
        {texts.has(detail) ? <small className="event-detail">{texts.t(detail, named)}</small> : null}
        <Reason entry={entry} />
      </span>
      <time className="num" dateTime={entry.at}>
        {texts.date(entry.at, 'time')}
      </time>
    </li>
  );
}

/** Why a scan was not used, or why the centre said no: the words of the code, with the next step. */
function Reason({ entry }: { readonly entry: FeedEntry }) {
  const texts = useTexts();
  const { code, reason } = entry.detail;
  const words =
    code !== undefined && code !== ''
      ? say(texts, [`codes.${code}.next`, ''])
      : reason !== undefined && reason !== ''
        ? say(texts, [`scan.wrong.${reason}`, ''])
        : '';
  if (words === '') {
    return null;
  }
  return (
    <small className="event-detail">
      {words}
      {entry.key === 'scan-unreadable' ? (
        <ContactSupport
          code={code ?? null}
          said={`${texts.t('feed.scan-unreadable')}: ${entry.detail['text'] ?? ''}`}
        />
      ) : null}
    </small>
  );
}
