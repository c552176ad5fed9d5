import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

type Story = ConfigurationView['story'];

/** Who did what with the unit on this sheet, newest first, also before a crash, an unplug or a change of hands (ux rule 20). */
export function ConfigurationStory({ story }: { readonly story: Story }) {
  const texts = useTexts();
  if (story.length === 0) {
    return null;
  }
  return (
    <section className="story" aria-labelledby="story-title">
      <h3 id="story-title" className="over">
        {texts.t('configure.story')}
      </h3>
      <ol>
        {story.toReversed().map((one) => (
          <li key={`${one.at} ${one.action}`}>
            <StatusMark mark={marks[one.outcome]} size="tiny" />
            <span className="num">{texts.date(one.at, 'time')}</span>
            <strong>{one.by ?? texts.t('audit-page.erased')}</strong>
            <span>
              {say(texts, [`audit-page.action.${one.action}`, one.action])}
              {one.code === null ? null : (
                <span className="dim">
                  {' '}
                  · {say(texts, [`configure.why.${one.code}`, `bench.refused.${one.code}`, one.code])}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const marks = { done: 'ok', noted: 'idle', refused: 'stop', failed: 'warn' } as const satisfies Record<
  Story[number]['outcome'],
  Mark
>;
