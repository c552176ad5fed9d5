import { useState } from 'react';
import {
  type EventName,
  longestWebhookUrl,
  namesOfVersion,
  type SubscriptionWish,
} from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Tick } from '../../ui/tick.tsx';
import { EventsTrouble } from './events-trouble.tsx';
import type { useEventsAct } from './use-events.ts';

/** URL, version and names of a subscription. What was typed stays while the centre refuses or does not answer. */
export function SubscriptionForm(props: {
  readonly before: SubscriptionWish;
  readonly verb: string;
  readonly act: Pick<ReturnType<typeof useEventsAct>, 'isRunning' | 'trouble'>;
  /** With every change, for whoever keeps what is typed. */
  readonly onTyped?: (wish: SubscriptionWish) => void;
  readonly onCancel: () => void;
  readonly onSubmit: (wish: SubscriptionWish) => void;
}) {
  const texts = useTexts();
  const { before, verb, act, onCancel, onSubmit } = props;
  const [{ url, version, names }, setWish] = useState<SubscriptionWish>(before);
  const type = (changed: Partial<SubscriptionWish>) => {
    const wish = { url, version, names, ...changed };
    setWish(wish);
    props.onTyped?.(wish);
  };
  const offered = namesOfVersion(version);
  const chosen = names.filter((name) => offered.includes(name));
  const { length } = url.trim();
  const isTooLong = length > longestWebhookUrl;
  const isReady = length > 0 && !isTooLong && chosen.length > 0;
  const change = (name: EventName, isSelected: boolean) =>
    type({ names: isSelected ? [...names, name] : names.filter((one) => one !== name) });
  return (
    <div className="events-form">
      <TextField
        label={texts.t('events.url')}
        hint={texts.t('events.url-hint')}
        placeholder="https://hooks.example.com/fitbay"
        value={url}
        onChange={(typed) => type({ url: typed })}
        error={isTooLong ? texts.t('common.too-long', { most: longestWebhookUrl, count: length }) : undefined}
        mono
        autoFocus
      />
      <div className="field">
        <span className="field-label">{texts.t('events.version')}</span>
        <ChoiceBar
          label={texts.t('events.version')}
          value={version === 1 ? 'one' : 'two'}
          choices={[
            { value: 'one', label: texts.t('events.version.1') },
            { value: 'two', label: texts.t('events.version.2') },
          ]}
          onChoose={(choice) => type({ version: choice === 'one' ? 1 : 2 })}
        />
        <span className="field-hint">{texts.t(version === 1 ? 'events.version.1-text' : 'events.version.2-text')}</span>
      </div>
      <fieldset className="events-names">
        <legend className="field-label">{texts.t('events.names')}</legend>
        {offered.map((name) => (
          <Tick key={name} isSelected={names.includes(name)} onChange={(isSelected) => change(name, isSelected)}>
            <span>
              {texts.t(`events.name.${name}`)} <span className="mono dim">{name}</span>
            </span>
          </Tick>
        ))}
      </fieldset>
      <EventsTrouble trouble={act.trouble} />
      <div className="dialog-buttons">
        <Button onPress={onCancel}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={!isReady}
          isPending={act.isRunning}
          onPress={() => onSubmit({ url: url.trim(), version, names: chosen })}
        >
          {verb}
        </Button>
      </div>
    </div>
  );
}
