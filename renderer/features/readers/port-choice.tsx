import type { ReaderPort } from '#core/contract/station/readers.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** A labelled choice that is no field of text. */
export function Choice(props: { readonly label: string; readonly hint: string; readonly children: React.ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{props.label}</span>
      {props.children}
      <span className="field-hint">{props.hint}</span>
    </div>
  );
}

/** Ports that are there, and a field for one that the computer does not list. `hint`: what becomes of a port that is chosen. */
export function PortChoice(props: {
  readonly port: string;
  readonly hint: string;
  readonly onChoose: (port: string) => void;
}) {
  const { port, hint, onChoose } = props;
  const texts = useTexts();
  const ports = useStationQuery(['readers', 'ports'], (client) => client.readers.ports());
  const found = ports.data ?? [];
  const bay = found.find((one) => one.port === port)?.bay ?? null;
  return (
    <>
      {found.length === 0 ? null : (
        <Choice label={texts.t('readers.ports')} hint={hint}>
          <ChoiceBar
            label={texts.t('readers.ports')}
            value={found.some((one) => one.port === port) ? port : null}
            choices={found.map((one) => ({ value: one.port, label: portWords(one, texts.t) }))}
            onChoose={onChoose}
          />
        </Choice>
      )}
      <TextField
        label={texts.t('readers.port')}
        hint={texts.t('readers.port-hint')}
        value={port}
        onChange={(typed) => onChoose(typed.slice(0, 255))}
        mono
      />
      {bay === null ? null : <Notice mark="warn">{texts.t('readers.was-bay', { number: bay })}</Notice>}
    </>
  );
}

function portWords({ port, usb, manufacturer, bay }: ReaderPort, t: ReturnType<typeof useTexts>['t']): string {
  const name = port.split('/').at(-1) ?? port;
  const maker = manufacturer ?? usb;
  const used = bay === null ? null : t('readers.bay', { number: bay });
  return [name, maker, used].filter((part) => part !== null).join(' · ');
}
