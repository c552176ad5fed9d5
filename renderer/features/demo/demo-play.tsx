import { useState } from 'react';
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import './demo-play.css';

type Play = Extract<Awaited<ReturnType<StationClient['demo']['play']>>, { readonly kind: 'play' }>;

/** What the demo lets go wrong at a bay, and which make its unit is of (INST-2): said in one line, chosen in a dialog. */
export function DemoPlay({ bay }: { readonly bay: number }) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const play = useStationQuery(['demo', 'play'], (client) => client.demo.play());
  const now = play.data?.kind === 'play' ? play.data : null;
  const here = now?.bays.find((one) => one.bay === bay);
  if (now === null || here === undefined) {
    return null;
  }
  const scenario = say(texts, [`demo.scenario.${here.scenario}`, here.scenario]);
  const make = here.make === null || here.make === 'usual' ? null : makeName(texts, now, here.make);
  return (
    <>
      <AriaButton
        className="demo-play"
        aria-label={texts.t('demo.play', { bay, scenario: make === null ? scenario : `${scenario} ${make}` })}
        onPress={() => setOpen(true)}
      >
        <span>{scenario}</span> {make === null ? null : <span>{make}</span>}
      </AriaButton>
      <Dialog
        title={texts.t('demo.play.title', { bay })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        scans="as-behind"
      >
        <p className="dim dialog-text">{texts.t('demo.play.hint')}</p>
        {here.make === null ? null : <Makes bay={bay} play={now} make={here.make} />}
        <Scenarios bay={bay} play={now} scenario={here.scenario} />
        <div className="dialog-buttons">
          <Button onPress={() => setOpen(false)}>{texts.t('demo.play.close')}</Button>
        </div>
      </Dialog>
    </>
  );
}

function makeName(texts: ReturnType<typeof useTexts>, { makes }: Play, id: string): string {
  return makes.find((make) => make.id === id)?.label ?? texts.t('demo.play.usual');
}

function Makes({ bay, play, make }: { readonly bay: number; readonly play: Play; readonly make: string }) {
  const texts = useTexts();
  const acting = useActing();
  return (
    <ToggleButtonGroup
      className="play-group"
      aria-labelledby="play-makes"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[make]}
      onSelectionChange={(keys) => {
        const chosen = play.makes.find(({ id }) => keys.has(id));
        if (chosen !== undefined && chosen.id !== make) {
          void acting((client) => client.demo.setPlay({ bay, make: chosen.id }));
        }
      }}
    >
      <div>
        <h3 id="play-makes">{texts.t('demo.play.dialect')}</h3>
        <div className="play-choices">
          {play.makes.map(({ id }) => (
            <ToggleButton key={id} id={id} className="choice-button play-choice">
              {makeName(texts, play, id)}
            </ToggleButton>
          ))}
        </div>
      </div>
    </ToggleButtonGroup>
  );
}

function Scenarios({ bay, play, scenario }: { readonly bay: number; readonly play: Play; readonly scenario: string }) {
  const texts = useTexts();
  const acting = useActing();
  const groups = [...new Set(play.scenarios.map(({ group }) => group))];
  return (
    <ToggleButtonGroup
      className="play-group"
      aria-label={texts.t('demo.play.scenario')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[scenario]}
      onSelectionChange={(keys) => {
        const chosen = play.scenarios.find(({ name }) => keys.has(name));
        if (chosen !== undefined && chosen.name !== scenario) {
          void acting((client) => client.demo.setPlay({ bay, scenario: chosen.name }));
        }
      }}
    >
      {groups.map((group) => (
        <div key={group}>
          <h3>{say(texts, [`demo.group.${group}`, group])}</h3>
          <div className="play-choices">
            {play.scenarios
              .filter((one) => one.group === group)
              .map(({ name }) => (
                <ToggleButton key={name} id={name} className="choice-button play-choice">
                  {say(texts, [`demo.scenario.${name}`, name])}
                </ToggleButton>
              ))}
          </div>
        </div>
      ))}
    </ToggleButtonGroup>
  );
}
