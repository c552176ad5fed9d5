import { useEffect, useState } from 'react';
import type { BayView } from '#core/contract/station/cable.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import './progress.css';

/** What runs on the cable of this sheet now; null when nothing does. It may have been begun before this page was opened. */
export type CableWork = BayView;

export function useCableWork(sessionId: string, bay: number | null): CableWork | null {
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  const found = bays.data?.find((one) => one.bay === bay && one.sessionId === sessionId);
  return found?.state === 'working' ? found : null;
}

/**
 * How far the work on the cable is: counts and time left where the end is known, time gone where it is not, and always whether the cable may
 * be pulled (ux rule 18). `expected` is the act that was started here and may not have reached the bay yet.
 */
export function CableProgress({
  work,
  expected,
}: {
  readonly work: CableWork | null;
  readonly expected: string | null;
}) {
  if (work === null && expected === null) {
    return null;
  }
  return <Progress key={work?.activity?.key ?? expected} work={work} />;
}

function Progress({ work }: { readonly work: CableWork | null }) {
  const texts = useTexts();
  const elapsedMs = useElapsed();
  const activity = work?.activity ?? null;
  const known = activity !== null && activity.total > 0;
  const safe = work?.safeToUnplug ?? true;
  return (
    <div className="progress" role="status">
      <div className="progress-head">
        <strong>
          {activity === null
            ? texts.t('cable.waiting')
            : say(texts, [`cable.activity.${activity.key}`, texts.t('cable.working')])}
        </strong>
        <span className="num dim">
          {known ? howFar(texts, activity) : texts.t('cable.elapsed', { seconds: Math.floor(elapsedMs / 1000) })}
        </span>
      </div>
      <progress
        className={known ? 'progress-bar' : 'progress-bar progress-open'}
        max={known ? activity.total : 1}
        value={known ? activity.done : undefined}
        aria-label={texts.t('bench.progress')}
      />
      <p className="panel-note">
        <StatusMark mark={safe ? 'ok' : 'warn'} />
        <span>{texts.t(safe ? 'cable.safe-to-unplug' : 'cable.do-not-unplug')}</span>
        {known && activity.leftMs !== null && activity.done < activity.total ? (
          <span className="push num dim">
            {texts.t('cable.time-left', { seconds: Math.max(1, Math.round(activity.leftMs / 1000)) })}
          </span>
        ) : null}
      </p>
    </div>
  );
}

/** Values are counted; time is not, it has a share; a file has its size. */
function howFar(texts: Texts, { key, done, total }: NonNullable<CableWork['activity']>): string {
  switch (key) {
    case 'measure':
      return texts.t('cable.percent', { percent: Math.round((done / total) * 100) });
    case 'firmware':
      return texts.t('cable.progress-bytes', { done: Math.round(done / 1_000), total: Math.round(total / 1_000) });
    default:
      return texts.t('cable.progress', { done, total });
  }
}

function useElapsed(): number {
  const [elapsedMs, setElapsed] = useState(0);
  useEffect(() => {
    const startedAt = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - startedAt), 500);
    return () => clearInterval(timer);
  }, []);
  return elapsedMs;
}
