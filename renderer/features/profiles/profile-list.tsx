import type { ProfileRow } from '#core/contract/station/profiles.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { NothingToPick, Pick, type PickListProps } from '../../ui/pick-list.tsx';
import { Tag } from '../../ui/tag.tsx';

/** Every profile that this station may know, by whose it is: our own first, then our customers', then those of the platform. */
export function ProfileList(props: PickListProps<ProfileRow>) {
  const texts = useTexts();
  if (props.rows.length === 0) {
    return <NothingToPick title={texts.t('profiles.none')} text={texts.t('profiles.none-text')} />;
  }
  return (
    <nav className="card picks profile-list" aria-label={texts.t('profiles.list')}>
      {groupsOf(props.rows).map(({ owner, rows }) => (
        <section key={owner ?? ''}>
          <h2 className="over profile-owner">{owner ?? texts.t('profiles.platform')}</h2>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <Line row={row} isOpen={row.id === props.openId} onOpen={props.onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface Group {
  readonly owner: string | null;
  readonly rows: readonly ProfileRow[];
}

function groupsOf(rows: readonly ProfileRow[]): readonly Group[] {
  const owners = [...new Set(rows.map(({ ownerName }) => ownerName))];
  const rank = (owner: string | null) => {
    const isOurs = rows.some((row) => row.ownerName === owner && row.isOurs);
    return owner === null ? 2 : isOurs ? 0 : 1;
  };
  return owners
    .toSorted((one, other) => rank(one) - rank(other) || (one ?? '').localeCompare(other ?? ''))
    .map((owner) => ({ owner, rows: rows.filter((row) => row.ownerName === owner) }));
}

function Line(props: { readonly row: ProfileRow; readonly isOpen: boolean; readonly onOpen: (id: string) => void }) {
  const texts = useTexts();
  const { row, isOpen, onOpen } = props;
  return (
    <Pick isOpen={isOpen} onOpen={() => onOpen(row.id)}>
      <span className="pick-title">{row.name}</span>
      <span className="num">{texts.t('profiles.version', { version: row.version })}</span>
      <span className="tiny dim">
        {row.values === null ? texts.t('profiles.incomplete') : texts.t('profiles.values', { count: row.values })}
        {row.baseName === null ? null : ` · ${texts.t('profiles.from-base', { base: row.baseName })}`}
      </span>
      {row.state === 'waiting' ? <Tag mark="wait">{texts.t('profiles.state.waiting')}</Tag> : null}
    </Pick>
  );
}
