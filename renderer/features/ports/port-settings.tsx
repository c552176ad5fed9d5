import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { driverId } from '#core/contract/station/cable.ts';
import { baudRates, type PortView } from '#core/contract/station/ports.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Changed = Awaited<ReturnType<StationClient['ports']['change']>>;

/** What is remembered of one port: what it is used for, its number and name, and how it is spoken to. */
export function PortSettings({ port }: { readonly port: PortView }) {
  const texts = useTexts();
  const acting = useActing();
  const may = useMay();
  const [refusal, refuse] = useState<string | null>(null);
  const apply = async (act: (client: StationClient) => Promise<Changed>) => {
    const answer = await acting(act);
    refuse(answer?.kind === 'at-work' ? texts.t('ports.at-work', { bay: answer.bay }) : null);
  };
  const { key } = port;
  if (!may('ports')) {
    return null;
  }
  return (
    <section className="card card-body" aria-labelledby="port-settings">
      <h2 id="port-settings">{texts.t('ports.settings')}</h2>
      <Use port={port} apply={apply} />
      {port.use === 'bay' ? (
        <>
          <NumberAndName port={port} apply={apply} />
          <Choice label={texts.t('ports.speed')} hint={texts.t('ports.speed-hint')}>
            <ChoiceBar
              label={texts.t('ports.speed')}
              value={String(port.baudRate)}
              choices={baudRates.map((rate) => ({ value: String(rate), label: texts.number(rate) }))}
              onChoose={(value) => {
                const baudRate = baudRates.find((rate) => String(rate) === value);
                void (baudRate === undefined ? null : apply((client) => client.ports.change({ key, baudRate })));
              }}
            />
          </Choice>
          <Choice label={texts.t('ports.driver')} hint={texts.t('ports.driver-hint')}>
            <ChoiceBar
              label={texts.t('ports.driver')}
              value={port.driver ?? 'auto'}
              choices={(['auto', ...driverId.options] as const).map((value) => ({
                value,
                label: texts.t(`ports.driver.${value}`),
              }))}
              onChoose={(value) =>
                void apply((client) => client.ports.change({ key, driver: value === 'auto' ? null : value }))
              }
            />
          </Choice>
        </>
      ) : null}
      <div role="status">{refusal === null ? null : <Notice mark="stop">{refusal}</Notice>}</div>
      <div>
        <Button size="list" onPress={() => void apply((client) => client.ports.forget({ key }))}>
          {texts.t('ports.forget')}
        </Button>
      </div>
    </section>
  );
}

interface PartProps {
  readonly port: PortView;
  readonly apply: (act: (client: StationClient) => Promise<Changed>) => Promise<void>;
}

/** A reader has settings of its own, so its page makes it one. */
function Use({ port, apply }: PartProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Choice label={texts.t('ports.use')} hint={texts.t(`ports.use-hint.${port.use}`)}>
      <ChoiceBar
        label={texts.t('ports.use')}
        value={port.use}
        choices={(['bay', 'reader', 'ignored'] as const).map((value) => ({
          value,
          label: texts.t(`ports.use.${value}`),
        }))}
        onChoose={(use) =>
          void (use === 'reader' || port.use === 'reader'
            ? navigate({ to: '/settings/readers' })
            : apply((client) => client.ports.change({ key: port.key, use })))
        }
      />
    </Choice>
  );
}

function NumberAndName({ port, apply }: PartProps) {
  const texts = useTexts();
  const [bay, setBay] = useState(String(port.bay ?? ''));
  const [name, setName] = useState(port.name ?? '');
  const wanted = Number(bay);
  const isNumber = Number.isInteger(wanted) && wanted >= 1 && wanted <= 99;
  const isNews = (isNumber && wanted !== port.bay) || seenPart(name) !== (port.name ?? '');
  const save = async () => {
    if (seenPart(name) !== (port.name ?? '')) {
      await apply((client) => client.ports.change({ key: port.key, name: seenPart(name) }));
    }
    if (wanted !== port.bay) {
      await apply((client) => client.ports.renumber({ key: port.key, bay: wanted }));
    }
  };
  return (
    <div className="ports-line">
      <TextField
        label={texts.t('ports.number')}
        value={bay}
        onChange={(typed) => setBay(typed.replace(/\D/g, '').slice(0, 2))}
        inputMode="numeric"
        mono
      />
      <TextField label={texts.t('ports.bay-name')} value={name} onChange={(typed) => setName(typed.slice(0, 24))} />
      <Button isDisabled={!(isNews && isNumber)} onPress={() => void save()}>
        {texts.t('ports.save')}
      </Button>
    </div>
  );
}

function Choice(props: { readonly label: string; readonly hint: string; readonly children: React.ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{props.label}</span>
      {props.children}
      <span className="field-hint">{props.hint}</span>
    </div>
  );
}
