import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { type ListLayout, type ListView, mostListViews } from '#core/domain/lists/list-view.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Pop } from '../../../ui/pop.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { type JobsAddress, readJobsAddress } from './jobs-search.ts';
import type { KeptListState } from './use-kept-list.ts';

export interface ViewsProps {
  readonly kept: KeptListState;
  readonly address: JobsAddress;
  readonly layout: ListLayout;
  readonly onOpen: (view: ListView) => void;
}

/** Views of the list that this person keeps: filters, order and columns under a name (ux rule 30). */
export function ViewsPop(props: ViewsProps) {
  const texts = useTexts();
  const { kept, address } = props;
  const open = kept.views.find((view) => isSameAddress(view, address));
  return (
    <Pop
      label={texts.t('jobs-list.views')}
      side="end"
      className="jobs-views"
      button={
        <>
          <span className="jobs-views-name">{open?.name ?? texts.t('jobs-list.views')}</span>
          <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => <Views {...props} open={open ?? null} close={close} />}
    </Pop>
  );
}

function Views(props: ViewsProps & { readonly open: ListView | null; readonly close: () => void }) {
  const texts = useTexts();
  const { kept, open, onOpen, close } = props;
  return (
    <>
      {kept.views.length === 0 ? <p className="dim jobs-views-none">{texts.t('jobs-list.no-views')}</p> : null}
      <ul className="jobs-view-list">
        {kept.views.map((view) => (
          <li key={view.id}>
            <AriaButton
              className="jobs-view"
              aria-current={view === open}
              onPress={() => {
                close();
                onOpen(view);
              }}
            >
              {view.name}
            </AriaButton>
            <Button
              size="list"
              aria-label={texts.t('jobs-list.drop-view', { view: view.name })}
              onPress={() => void kept.dropView(view.id)}
            >
              {texts.t('jobs-list.drop')}
            </Button>
          </li>
        ))}
      </ul>
      <SaveView {...props} />
    </>
  );
}

/** The name of a view that is there already writes over it, so that a view can be changed. */
function SaveView({ kept, address, layout, close }: ViewsProps & { readonly close: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState('');
  const [isFull, setFull] = useState(false);
  const save = async () => {
    const wanted = seenPart(name);
    const same = kept.views.find((view) => view.name === wanted);
    if (wanted === '') {
      return;
    }
    const id = same?.id ?? crypto.randomUUID();
    if (await kept.keepView({ id, name: wanted, address: addressOfView(address), layout })) {
      close();
    } else {
      setFull(true);
    }
  };
  return (
    <div className="jobs-save-view">
      <TextField
        label={texts.t('jobs-list.view-name')}
        value={name}
        onChange={(value) => setName(value.slice(0, 60))}
        onSubmit={() => void save()}
        error={isFull ? texts.t('jobs-list.too-many-views', { most: mostListViews }) : undefined}
      />
      <Button size="list" onPress={() => void save()}>
        {texts.t('jobs-list.save-view')}
      </Button>
    </div>
  );
}

/** Lists are copied, because a kept address is one that may be written to. */
function addressOfView(address: JobsAddress): ListView['address'] {
  return Object.fromEntries(
    Object.entries(address).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : value]),
  );
}

function isSameAddress(view: ListView, address: JobsAddress): boolean {
  const sorted = (one: JobsAddress) =>
    JSON.stringify(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : 1)));
  return sorted(readJobsAddress(view.address)) === sorted(address);
}
