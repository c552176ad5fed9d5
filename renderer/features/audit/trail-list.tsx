import { useNavigate } from '@tanstack/react-router';
import type { TrailPage } from '#core/contract/station/audit.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { type AuditAddress, changed, isFiltered } from './audit-search.ts';
import { EntryPanel } from './entry-panel.tsx';
import { EntryTable } from './entry-table.tsx';
import { useTrailPage } from './use-trail-page.ts';

/** One page of the trail, and beside it the entry that is looked at closely. */
export function TrailList({ address }: { readonly address: AuditAddress }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { query, searchingAt } = useTrailPage(address);
  const { entry: opened } = address;
  const open = (seq: number | null) => {
    const { entry: _entry, ...rest } = address;
    void navigate({
      to: '/audit',
      search: seq === null ? rest : { ...rest, entry: seq },
      replace: opened !== undefined,
    });
  };
  return (
    <Answered query={query}>
      {(page) => (
        <>
          <div className="trail-note">
            <p className="small dim" role="status">
              {searchingAt === null
                ? texts.t('audit-page.shown', { count: page.entries.length, size: page.size })
                : texts.t('audit-page.searching', { seq: searchingAt })}
            </p>
            <Paging address={address} page={page} />
          </div>
          <div className={opened === undefined ? 'trail' : 'trail trail-opened'}>
            <EntryTable
              entries={page.entries}
              opened={opened ?? null}
              onOpen={open}
              empty={texts.t(isFiltered(address) ? 'audit-page.nothing-so' : 'audit-page.empty')}
            />
            {opened === undefined ? null : <EntryPanel key={opened} seq={opened} onClose={() => open(null)} />}
          </div>
        </>
      )}
    </Answered>
  );
}

/** To newer and older pages; where there is none the button says so. */
function Paging({ address, page }: { readonly address: AuditAddress; readonly page: TrailPage }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const first = page.entries.at(0)?.seq;
  const last = page.entries.at(-1)?.seq;
  const go = (place: Pick<AuditAddress, 'from' | 'newer'>) =>
    void navigate({ to: '/audit', search: { ...changed(address, {}), ...place } });
  const older = address.newer === true ? (last === undefined ? null : last - 1) : page.searchedTo;
  const isNewest = address.from === undefined || (address.newer === true && page.searchedTo === null);
  return (
    <nav className="trail-paging" aria-label={texts.t('audit-page.paging')}>
      <Button size="list" isDisabled={address.from === undefined} onPress={() => go({})}>
        {texts.t('audit-page.newest')}
      </Button>
      <Button
        size="list"
        isDisabled={isNewest}
        onPress={() => go({ from: (first ?? address.from ?? 0) + 1, newer: true })}
      >
        {texts.t('audit-page.newer')}
      </Button>
      <Button size="list" isDisabled={older === null || older < 1} onPress={() => go({ from: older ?? 1 })}>
        {texts.t('audit-page.older')}
      </Button>
    </nav>
  );
}
