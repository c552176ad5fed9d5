import type { IssueView } from '#core/contract/station/pairing.ts';
import { groupVin } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { useNowMs } from '../../ui/use-now.ts';
import { countWords, outlookWords } from './pairing-words.ts';

const tellAgainMs = 1_000;

/** What the centre found, how often, and what comes by itself: one thing, however often it was reported (decisions.md B6). */
export function IssueFacts({ issue }: { readonly issue: IssueView }) {
  const texts = useTexts();
  const nowMs = useNowMs(tellAgainMs);
  return (
    <dl className="issue-facts">
      <div>
        <dt className="small dim">{texts.t('pairing.sensor-vin')}</dt>
        <dd className="mono" lang="en" translate="no">
          {issue.sensorVin === null || issue.sensorVin === '' ? texts.t('pair.no-vin') : groupVin(issue.sensorVin)}
        </dd>
      </div>
      <div>
        <dt className="small dim">{texts.t('pairing.found')}</dt>
        <dd>{countWords(texts, issue)}</dd>
      </div>
      <div>
        <dt className="small dim">{texts.t('pairing.by-itself')}</dt>
        <dd>
          <span role="timer">{outlookWords(texts, issue, nowMs)}</span>
        </dd>
      </div>
    </dl>
  );
}
