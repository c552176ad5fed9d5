import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { failureOf } from '../station/acting.ts';
import { useTexts } from '../text/text-provider.tsx';
import { Button } from './button.tsx';
import { StatusMark } from './status-mark.tsx';

/** Shows what the station answered; until then that it is asked, and where it failed why, with a way to ask again. */
export function Answered<Answer>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const texts = useTexts();
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.isError) {
    const failure = failureOf(query.error);
    const refused = failure === 'not-allowed' || failure === 'no-contact' || failure === 'raise-first';
    return (
      <div className={refused ? 'notice notice-warn' : 'notice notice-stop'} role="alert">
        <StatusMark mark={refused ? 'warn' : 'stop'} />
        <span className="notice-text">{texts.t(refused ? `common.${failure}` : 'common.not-answered')}</span>
        {refused ? null : (
          <Button size="list" onPress={() => void query.refetch()}>
            {texts.t('common.try-again')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <p className="loading dim" role="status">
      {texts.t('common.loading')}
    </p>
  );
}
