import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { Sides } from './cloud-rows.tsx';

const agreeMarks = { yes: 'ok', no: 'stop', 'one-side': 'wait' } as const satisfies Record<string, Mark>;

/** What the logs of both organizations hold of a transfer, and whether each carries the other's fingerprint (OWN-13). */
export function BothSides({ seq }: { readonly seq: number }) {
  const texts = useTexts();
  const answer = useStationQuery(['audit', 'other-side', seq], (client) => client.audit.otherSide({ seq }));
  return (
    <section className="entry-part" aria-labelledby="entry-sides">
      <h4 className="over" id="entry-sides">
        {texts.t('audit-page.both-sides')}
      </h4>
      <Answered query={answer}>
        {(found) =>
          found.kind === 'sides' ? (
            <>
              <p className="proof-lines proof-answer">
                <StatusMark mark={agreeMarks[found.agree]} size="tiny" />
                <span>{texts.t(`audit-page.agree.${found.agree}`)}</span>
              </p>
              <Sides rows={found.rows} />
            </>
          ) : (
            <p className="dim">
              {texts.t(found.kind === 'unreachable' ? 'audit-page.cloud-unreachable' : 'audit-page.sides-empty')}
            </p>
          )
        }
      </Answered>
    </section>
  );
}
