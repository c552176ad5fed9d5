import { useQueryClient } from '@tanstack/react-query';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';

const idleMinutes = ['1', '3', '5', '10', '15'] as const;
const graceSeconds = ['0', '30', '60', '120'] as const;

/** What the station's administrator sets about people at the bench, within limits that nobody can leave (STA-1). */
export function BenchRules() {
  const texts = useTexts();
  const acting = useActing();
  const queries = useQueryClient();
  const policy = useStationQuery(['seat', 'policy'], (client) => client.access.policy());
  if (policy.data === undefined) {
    return null;
  }
  const { data } = policy;
  const change = async (parts: Partial<typeof data>) => {
    const now = await acting((client) => client.access.setPolicy({ ...data, ...parts }));
    if (now !== null) {
      queries.setQueryData(['seat', 'policy'], now);
    }
  };
  return (
    <section className="card person-card">
      <h2>{texts.t('person.rules')}</h2>
      <div className="rule">
        <h3 className="setting-name">{texts.t('person.idle-lock')}</h3>
        <ChoiceBar
          label={texts.t('person.idle-lock')}
          value={String(data.idleLockMinutes)}
          onChoose={(minutes) => void change({ idleLockMinutes: Number(minutes) })}
          choices={idleMinutes.map((value) => ({
            value,
            label: texts.t('person.minutes', { minutes: Number(value) }),
          }))}
        />
      </div>
      <div className="rule">
        <h3 className="setting-name">{texts.t('person.grace')}</h3>
        <p className="small dim">{texts.t('person.grace-text')}</p>
        <ChoiceBar
          label={texts.t('person.grace')}
          value={String(data.stepUpGraceSeconds)}
          onChoose={(seconds) => void change({ stepUpGraceSeconds: Number(seconds) })}
          choices={graceSeconds.map((value) => ({
            value,
            label: value === '0' ? texts.t('person.grace-none') : texts.t('person.seconds', { seconds: Number(value) }),
          }))}
        />
      </div>
    </section>
  );
}
