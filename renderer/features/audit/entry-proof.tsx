import { type ReactNode, useState } from 'react';
import type { ProofState } from '#core/domain/audit/proof-state.ts';
import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

type Proved = Awaited<ReturnType<StationClient['audit']['prove']>>;

/** How far an entry is proved: chained here, held by the centre, in the organization's signed tree; and the way to let the centre prove it now. */
export function EntryProof({ entry, proof }: { readonly entry: TrailEntry; readonly proof: ProofState }) {
  const texts = useTexts();
  const acting = useActing();
  const [isAsking, setAsking] = useState(false);
  const [proved, setProved] = useState<Proved | null>(null);
  const prove = async () => {
    setAsking(true);
    setProved(await acting((client) => client.audit.prove({ seq: entry.seq })));
    setAsking(false);
  };
  const { chained, acknowledged, proven } = proof;
  return (
    <section className="entry-part" aria-labelledby="entry-proof">
      <h4 className="over" id="entry-proof">
        {texts.t('audit-page.proof')}
      </h4>
      <ul className="proof-lines">
        <Line mark={chained ? 'ok' : 'stop'}>{texts.t(`audit-page.proof.${chained ? 'chained' : 'not-chained'}`)}</Line>
        <Line mark={acknowledged ? 'ok' : 'wait'}>
          {texts.t(`audit-page.proof.${acknowledged ? 'acknowledged' : 'not-sent'}`)}
        </Line>
        <Line mark={proven === null ? 'wait' : 'ok'}>
          {proven === null
            ? texts.t('audit-page.proof.not-proven')
            : texts.t('audit-page.proof.proven', { seq: proven.bySeq, leaf: proven.leaf, leaves: proven.leaves })}
        </Line>
      </ul>
      <div role="status">{proved === null ? null : <ProvedWords proved={proved} />}</div>
      <Button size="list" isPending={isAsking} onPress={() => void prove()}>
        {texts.t('audit-page.prove')}
      </Button>
    </section>
  );
}

function Line({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }) {
  return (
    <li>
      <StatusMark mark={mark} size="tiny" />
      <span>{children}</span>
    </li>
  );
}

const provedMarks = {
  proven: 'ok',
  'not-in-log': 'wait',
  doubtful: 'stop',
  unreachable: 'wait',
  'no-such-entry': 'warn',
} as const satisfies Record<Proved['kind'], Mark>;

function ProvedWords({ proved }: { readonly proved: Proved }) {
  const texts = useTexts();
  return (
    <>
      <p className="proof-lines proof-answer">
        <StatusMark mark={provedMarks[proved.kind]} size="tiny" />
        <span>
          {proved.kind === 'proven'
            ? texts.t('audit-page.proved.proven', { leaf: proved.leaf, leaves: proved.leaves })
            : texts.t(`audit-page.proved.${proved.kind}`)}
        </span>
      </p>
      {proved.kind === 'proven' ? (
        <details>
          <summary>{texts.t('audit-page.signed-head')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it */}
          <pre className="mono tiny signed-head" translate="no" tabIndex={0}>
            {proved.checkpoint}
          </pre>
        </details>
      ) : null}
    </>
  );
}
