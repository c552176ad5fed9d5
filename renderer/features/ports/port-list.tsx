import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { PortView } from '#core/contract/station/ports.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { shortPort } from '../bench/short-port.ts';
import { deviceWords, portState } from './port-words.ts';

interface PortListProps {
  readonly ports: readonly PortView[];
  readonly open: string | null;
  readonly onOpen: (key: string) => void;
}

/** Bays by their number; below, on request, the ports that are none. */
export function PortList({ ports, open, onOpen }: PortListProps) {
  const texts = useTexts();
  const [showsOthers, showOthers] = useState(false);
  const bays = ports.filter(({ use, bay }) => use === 'bay' && bay !== null);
  const others = ports.filter((port) => !bays.includes(port));
  const isOtherOpen = others.some(({ key }) => key === open);
  const shown = showsOthers || isOtherOpen ? [...bays, ...others] : bays;
  return (
    <section className="card" aria-labelledby="port-list">
      <h2 id="port-list" className="card-head">
        {texts.t('ports.list')}
      </h2>
      {shown.length === 0 ? <p className="card-empty dim">{texts.t('ports.none')}</p> : null}
      <ul className="card-list">
        {shown.map((port) => (
          <li key={port.key}>
            <PortRow port={port} isOpen={port.key === open} onOpen={() => onOpen(port.key)} />
          </li>
        ))}
      </ul>
      {others.length === 0 || isOtherOpen ? null : (
        <div className="ports-more">
          <Button size="list" onPress={() => showOthers(!showsOthers)}>
            {texts.t(showsOthers ? 'ports.hide-others' : 'ports.show-others', { count: others.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function PortRow(props: { readonly port: PortView; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const texts = useTexts();
  const { port, isOpen, onOpen } = props;
  const { mark, words } = portState(texts, port);
  return (
    <AriaButton className={isOpen ? 'port-row port-row-open' : 'port-row'} aria-pressed={isOpen} onPress={onOpen}>
      <span className="bay-number">{port.bay ?? '–'}</span>
      <span className="port-what">
        <strong>
          <span className="mono">{shortPort(port.path)}</span>
          {port.name === null ? null : ` · ${port.name}`}
        </strong>
        <span className="small dim port-device">{deviceWords(texts, port)}</span>
      </span>
      <Tag mark={mark}>{words}</Tag>
    </AriaButton>
  );
}
