import { supportFile } from '#core/domain/support/prepare-request.ts';
import { type SupportRequest, supportPart } from '#core/domain/support/support-request.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { offerDownload } from '../report/offer-download.ts';
import { PartContent } from './part-content.tsx';
import { StandingTag } from './standing-tag.tsx';

/** A request as it was sent, or waits to be: every part that went along, and nothing else. */
export function KeptRequest({ id }: { readonly id: string }) {
  const texts = useTexts();
  const kept = useStationQuery(['support', 'open', id], (client) => client.support.open({ id }));
  return (
    <Answered query={kept}>
      {(answer) =>
        answer.kind === 'no-such-request' ? (
          <p className="card empty dim">{texts.t('support.not-here')}</p>
        ) : (
          <article className="card support-opened" aria-label={texts.t('support.request')}>
            <div className="support-opened-head">
              <StandingTag standing={answer.standing} />
              <Button size="list" onPress={() => offerFile(answer.request)}>
                {texts.t('support.save-file')}
              </Button>
            </div>
            {answer.standing.kind === 'refused' ? (
              <Notice mark="stop">{texts.t(`support.refused.${answer.standing.why}`)}</Notice>
            ) : null}
            <h2 className="over">{texts.t('support.words')}</h2>
            <p className="support-words">
              {answer.request.words === '' ? texts.t('support.no-words') : answer.request.words}
            </p>
            {supportPart.options
              .filter((part) => answer.request[part] !== null)
              .map((part) => (
                <details key={part} className="support-detail">
                  <summary>{texts.t(`support.part.${part}`)}</summary>
                  <PartContent part={part} request={answer.request} />
                </details>
              ))}
          </article>
        )
      }
    </Answered>
  );
}

function offerFile(request: SupportRequest): void {
  const { name, text } = supportFile(request);
  offerDownload(new TextEncoder().encode(text), name, 'application/json');
}
