import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import type { ChangeValue } from './change-value.ts';
import { allRows, type ConfigurationRow, differingRows } from './configuration-rows.ts';
import { ConfigurationStory } from './configuration-story.tsx';
import { ConfigurationTable } from './configuration-table.tsx';
import { GiveValue } from './give-value.tsx';
import { ProfileSelect } from './profile-select.tsx';
import { useSheetAct, wasDone } from './use-sheet-act.ts';

interface Part {
  readonly sheet: Sheet;
  readonly change: ChangeValue;
}

/**
 * What the unit of a sheet shall hold: the profile, every value with its three sides and its source, and who may change what (INST-3, INST-4).
 * What a write left behind is shown from the sheet at once; the station's word on the rest is added when it is there.
 */
export function ConfigurationPart(props: {
  readonly sheet: Sheet;
  readonly isBusy: boolean;
  readonly onReadAgain: () => void;
}) {
  const { sheet, isBusy, onReadAgain } = props;
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const wasRead = session.configuration.kind === 'compared' || session.configuration.kind === 'verified';
  const change: ChangeValue = async (what) => {
    const isChanged = wasDone(await act.run('value', what));
    if (isChanged && wasRead) {
      onReadAgain();
    }
    return isChanged;
  };
  const answer = useStationQuery(['sheets', 'configuration', session.id], (client) =>
    client.bench.configuration({ sessionId: session.id }),
  );
  const view = answer.data?.kind === 'configuration' ? answer.data.view : null;
  const isOpen = session.state === 'open' && !isBusy && session.configuration.kind !== 'writing';
  return (
    <>
      <Values key={session.configuration.kind} sheet={sheet} view={view} isOpen={isOpen} change={change} />
      <ActTroubleNotice trouble={act.trouble} />
      {view === null || isBusy ? null : <ConfigurationStory story={view.story} />}
    </>
  );
}

type Shown = 'differs' | 'all' | 'nothing';

function Values(props: Part & { readonly view: ConfigurationView | null; readonly isOpen: boolean }) {
  const texts = useTexts();
  const { sheet, change, view, isOpen } = props;
  const { configuration, id: sessionId } = sheet.session;
  const isRead = configuration.kind !== 'not-read';
  const differing = differingRows(configuration, view);
  const [chosen, choose] = useState<Shown | null>(null);
  const shown = chosen ?? (isRead && differing.length > 0 ? 'differs' : 'nothing');
  const [giving, give] = useState<ConfigurationRow | 'blank' | null>(null);
  const takeBack = (row: ConfigurationRow) =>
    change((client) => client.bench.takeBackValue({ sessionId, key: row.key }));
  const rows = shown === 'all' && view !== null ? allRows(view) : shown === 'differs' ? differing : [];
  const mayChange = isOpen && view !== null;
  return (
    <>
      {view === null ? null : (
        <div className="shown-choice">
          <ShownChoice view={view} shown={shown} hasDifference={isRead && differing.length > 0} onChoose={choose} />
          <ProfileSelect sheet={sheet} view={view} isOpen={isOpen} onChange={change} />
        </div>
      )}
      {rows.length === 0 ? null : (
        <ConfigurationTable
          caption={texts.t(shown === 'all' ? 'configure.wanted-table' : 'configure.table')}
          rows={rows}
          isRead={isRead}
          onChange={mayChange ? give : null}
          onTakeBack={mayChange ? takeBack : null}
        />
      )}
      {rows.length === 0 || view === null ? null : <Foot view={view} />}
      {mayChange ? <Blanks sheet={sheet} change={change} view={view} onGive={() => give('blank')} /> : null}
      {view === null ? null : (
        <GiveValue sheet={sheet} change={change} view={view} subject={giving} onClose={() => give(null)} />
      )}
    </>
  );
}

function ShownChoice(props: {
  readonly view: ConfigurationView;
  readonly shown: Shown;
  readonly hasDifference: boolean;
  readonly onChoose: (shown: Shown) => void;
}) {
  const texts = useTexts();
  const { view, shown, hasDifference, onChoose } = props;
  if (view.lines.length === 0) {
    return null;
  }
  return hasDifference ? (
    <ChoiceBar
      label={texts.t('configure.show')}
      value={shown === 'nothing' ? null : shown}
      choices={[
        { value: 'differs', label: texts.t('configure.show.differs') },
        { value: 'all', label: texts.t('configure.show.all', { count: view.lines.length }) },
      ]}
      onChoose={onChoose}
    />
  ) : (
    <Button size="list" onPress={() => onChoose(shown === 'all' ? 'nothing' : 'all')}>
      {texts.t(shown === 'all' ? 'configure.hide-wanted' : 'configure.show-wanted')}
    </Button>
  );
}

/** What the third side rests on, and whether prescribed values may be left. */
function Foot({ view }: { readonly view: ConfigurationView }) {
  const texts = useTexts();
  const { known, overrideAllowed } = view;
  return (
    <p className="tiny dim table-foot">
      {known === null
        ? texts.t('configure.known-none')
        : texts.t('configure.known', {
            time: texts.date(known.at, 'date-time'),
            by: known.by,
            station: known.station,
            profile: known.profileName,
            version: known.profileVersion,
          })}{' '}
      {texts.t(overrideAllowed ? 'configure.override-text' : 'configure.locked-text')}
    </p>
  );
}

/** What nobody prescribes may be filled in; a VIN that was read from the plate is offered. */
function Blanks(props: Part & { readonly view: ConfigurationView; readonly onGive: () => void }) {
  const texts = useTexts();
  const { sheet, change, view, onGive } = props;
  const { id: sessionId } = sheet.session;
  if (view.blanks.length === 0) {
    return null;
  }
  return (
    <div className="panel-buttons">
      {view.suggestions.map(({ key, value }) => (
        <Button
          key={key}
          size="list"
          needs="configure"
          onPress={() => change((client) => client.bench.giveValue({ sessionId, key, value }))}
        >
          {texts.t('configure.use-plate-vin', { vin: value })}
        </Button>
      ))}
      <Button size="list" needs="configure" onPress={onGive}>
        {texts.t('configure.give')}
      </Button>
    </div>
  );
}
