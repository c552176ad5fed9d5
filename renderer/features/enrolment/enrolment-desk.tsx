import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EnrolmentState } from '#core/contract/station/enrolment.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EnrolmentForm } from './enrolment-form.tsx';
import { WaitingForDecision } from './waiting-for-decision.tsx';
import './enrolment.css';

/** Fields of the form; kept while a code is shown, so that a second try begins with what was typed. */
export interface EnrolmentFields {
  readonly cloudUrl: string;
  readonly name: string;
  readonly place: string;
}

/** Where a station is enrolled, for the first time or again: form, code, and how it ended (STA-1). */
export function EnrolmentDesk({ suggestion }: { readonly suggestion: EnrolmentFields }) {
  const acting = useActing();
  const queries = useQueryClient();
  const [fields, setFields] = useState<EnrolmentFields>(() => {
    const { cloudUrl, name, place } = suggestion;
    return { cloudUrl, name, place };
  });
  const state = useStationQuery(['enrolment', 'state'], (client) => client.enrolment.state());
  const take = (answer: EnrolmentState | null) => {
    if (answer !== null) {
      queries.setQueryData(['enrolment', 'state'], answer);
    }
  };
  return (
    <Answered query={state}>
      {(answer) => (
        <Stage
          state={answer}
          fields={fields}
          onChange={setFields}
          knownSinceMs={state.dataUpdatedAt}
          onBegin={async () => take(await acting((client) => client.enrolment.begin(asTyped(fields))))}
          onStop={async () => take(await acting((client) => client.enrolment.cancel()))}
        />
      )}
    </Answered>
  );
}

/** What was pasted may hold signs that nobody sees; they are no part of a name. */
function asTyped({ cloudUrl, name, place }: EnrolmentFields): EnrolmentFields {
  return { cloudUrl, name: seenPart(name), place: seenPart(place) };
}

interface StageProps {
  readonly state: EnrolmentState;
  readonly fields: EnrolmentFields;
  readonly onChange: (fields: EnrolmentFields) => void;
  /** When the station said so, by the page's clock. */
  readonly knownSinceMs: number;
  readonly onBegin: () => Promise<void>;
  readonly onStop: () => Promise<void>;
}

function Stage({ state, fields, onChange, knownSinceMs, onBegin, onStop }: StageProps) {
  const texts = useTexts();
  switch (state.kind) {
    case 'waiting':
      return <WaitingForDecision waiting={state} knownSinceMs={knownSinceMs} onStop={onStop} />;
    case 'finishing':
      return <Notice mark="work">{texts.t('enrolment.finishing')}</Notice>;
    case 'idle':
    case 'asking':
    case 'enrolled':
    case 'failed':
      return (
        <EnrolmentForm
          fields={fields}
          onChange={onChange}
          onBegin={onBegin}
          isAsking={state.kind === 'asking'}
          failure={state.kind === 'failed' ? state : null}
        />
      );
  }
}
