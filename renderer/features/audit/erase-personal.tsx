import { useState } from 'react';
import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Scope = Parameters<StationClient['audit']['erase']>[0]['scope'];
type Erasing = Awaited<ReturnType<StationClient['audit']['erase']>>;

/** Erases what this entry says of people, or all that the trails say of the person who did it. For whoever may, with a second one (docs/decisions/0023). */
export function ErasePersonal({ entry }: { readonly entry: TrailEntry }) {
  const texts = useTexts();
  const mayErase = useMay()('erase');
  const acting = useActing();
  const [scope, setScope] = useState<Scope | null>(null);
  const [done, setDone] = useState<Erasing | null>(null);
  const { personId, name } = entry.actor;
  if (!mayErase) {
    return null;
  }
  const erase = async (reason: string, what: Scope) => {
    setScope(null);
    setDone(await acting((client) => client.audit.erase({ scope: what, reason })));
  };
  return (
    <section className="entry-part" aria-labelledby="entry-erase">
      <h4 className="over" id="entry-erase">
        {texts.t('audit-page.erase')}
      </h4>
      <div role="status">{done === null ? null : <DoneWords done={done} />}</div>
      {entry.v === 1 ? (
        <p className="small dim">{texts.t('audit-page.erase.first-version')}</p>
      ) : (
        <div className="entry-buttons">
          <Button size="list" onPress={() => setScope({ kind: 'entry', seq: entry.seq })}>
            {texts.t('audit-page.erase.entry')}
          </Button>
          {personId === null ? null : (
            <Button size="list" onPress={() => setScope({ kind: 'person', personId })}>
              {texts.t('audit-page.erase.person', { name: name ?? '' })}
            </Button>
          )}
        </div>
      )}
      {scope === null ? null : (
        <EraseDialog
          title={
            scope.kind === 'entry'
              ? texts.t('audit-page.erase.entry-title', { seq: entry.seq })
              : texts.t('audit-page.erase.person-title', { name: name ?? '' })
          }
          text={texts.t(`audit-page.erase.${scope.kind}-text`)}
          onClose={() => setScope(null)}
          onErase={(reason) => void erase(reason, scope)}
        />
      )}
    </section>
  );
}

/** The contract takes reasons from this length on. */
const shortestReason = 3;

function EraseDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly onClose: () => void;
  readonly onErase: (reason: string) => void;
}) {
  const texts = useTexts();
  const [reason, setReason] = useState('');
  return (
    <Dialog title={props.title} isOpen onClose={props.onClose} role="alertdialog">
      <p className="dim dialog-text">{props.text}</p>
      <TextField
        label={texts.t('audit-page.erase.reason')}
        hint={texts.t('audit-page.erase.reason-hint')}
        value={reason}
        onChange={setReason}
        multiline
        autoFocus
      />
      <div className="dialog-buttons">
        <Button onPress={props.onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={reason.trim().length < shortestReason}
          onPress={() => props.onErase(reason.trim())}
        >
          {texts.t('audit-page.erase.verb')}
        </Button>
      </div>
    </Dialog>
  );
}

function DoneWords({ done }: { readonly done: Erasing }) {
  const texts = useTexts();
  return (
    <Notice mark={done.kind === 'erased' ? 'ok' : 'idle'}>
      {done.kind === 'erased'
        ? texts.t('audit-page.erase.done', { entries: done.entries })
        : texts.t('audit-page.erase.nothing')}
      {done.unerasable > 0 ? ` ${texts.t('audit-page.erase.unerasable', { count: done.unerasable })}` : null}
    </Notice>
  );
}
