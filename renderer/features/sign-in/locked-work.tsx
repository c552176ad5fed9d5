import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** What runs on the cables meanwhile, and whether they may be pulled. Names neither unit nor customer (ux rule 29). */
export function LockedWork() {
  const texts = useTexts();
  const work = useStationQuery(['bays', 'work'], (client) => client.access.work());
  if (work.data === undefined || work.data.length === 0) {
    return null;
  }
  return (
    <section className="locked-work" aria-labelledby="locked-work">
      <h2 className="over" id="locked-work">
        {texts.t('sign-in.work')}
      </h2>
      <ul>
        {work.data.map((bay) => (
          <li key={bay.bay} className="locked-bay card">
            <span className="bay-number">{bay.bay}</span>
            <span>
              <strong>{say(texts, [`cable.doing.${bay.activity}`, texts.t('cable.working')])}</strong>
              <span className="dim small">
                {bay.safeToUnplug ? texts.t('sign-in.work-safe') : texts.t('bench.do-not-unplug')}
                {bay.by === null ? null : ` · ${texts.t('sign-in.work-by', { name: bay.by })}`}
              </span>
            </span>
            <StatusMark mark="work" />
            {bay.total > 0 ? (
              <progress
                className="bay-progress"
                value={bay.done}
                max={bay.total}
                aria-label={texts.t('bench.progress')}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
