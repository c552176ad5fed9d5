import { useState } from 'react';
import { Switch } from 'react-aria-components';
import type { TeltonikaSettings } from '#core/domain/cable/teltonika-settings.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';

const writings = ['automatic', 'plain', 'line-feed', 'dot'] as const satisfies readonly TeltonikaSettings['writing'][];

/** How this station speaks to Teltonika units; the dialogue that their maker does not support stands behind a switch of its own. */
export function TeltonikaCard() {
  const texts = useTexts();
  const acting = useActing();
  const may = useMay();
  const [refusal, refuse] = useState<string | null>(null);
  const settings = useStationQuery(['bays', 'teltonika'], (client) => client.teltonika.settings());
  if (settings.data === undefined || !may('ports')) {
    return null;
  }
  const { dialogue, writing } = settings.data;
  const change = async (wanted: Partial<TeltonikaSettings>) => {
    const answer = await acting((client) => client.teltonika.change(wanted));
    refuse(answer?.kind === 'at-work' ? texts.t('ports.at-work', { bay: answer.bay }) : null);
  };
  return (
    <section className="card card-body" aria-labelledby="teltonika">
      <h2 id="teltonika">{texts.t('ports.teltonika')}</h2>
      <div className="field">
        <span className="field-label">{texts.t('ports.teltonika.writing')}</span>
        <ChoiceBar
          label={texts.t('ports.teltonika.writing')}
          value={writing}
          choices={writings.map((value) => ({ value, label: texts.t(`ports.teltonika.writing.${value}`) }))}
          onChoose={(value) => void change({ writing: value })}
        />
        <span className="field-hint">{texts.t('ports.teltonika.writing-hint')}</span>
      </div>
      <Switch
        className="switch"
        isSelected={dialogue === 'configurator'}
        onChange={(isOn) => void change({ dialogue: isOn ? 'configurator' : 'text' })}
      >
        <span className="switch-track" aria-hidden="true" />
        {texts.t('ports.teltonika.configurator')}
      </Switch>
      <p className="dim small">{texts.t('ports.teltonika.configurator-hint')}</p>
      <div role="status">{refusal === null ? null : <Notice mark="stop">{refusal}</Notice>}</div>
    </section>
  );
}
