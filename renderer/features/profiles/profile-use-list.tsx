import { Link } from '@tanstack/react-router';
import type { ProfileUse } from '#core/contract/station/profiles.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';

/** What hangs on a profile here: profiles that are derived from it, sheets that were compared with it, cartons that name it. */
export function ProfileUseList({ use }: { readonly use: ProfileUse }) {
  const texts = useTexts();
  const isUnused = use.derived.length === 0 && use.sheets.length === 0 && use.cartons === 0;
  if (isUnused) {
    return <p className="dim">{texts.t('profiles.unused')}</p>;
  }
  return (
    <div className="profile-use">
      {use.derived.length === 0 ? null : (
        <section>
          <h3 className="over">{texts.t('profiles.use.derived')}</h3>
          <ul>
            {use.derived.map(({ id, name }) => (
              <li key={id}>
                <Link to="/profiles" search={{ id }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {use.sheets.length === 0 ? null : (
        <section>
          <h3 className="over">{texts.t('profiles.use.sheets')}</h3>
          <ul>
            {use.sheets.map(({ sessionId, unit, version, isOpen }) => (
              <li key={sessionId}>
                <Link to="/sheet/$sessionId" params={{ sessionId }}>
                  <span className="mono" translate="no">
                    {groupSerial(unit.slice(unit.indexOf(':') + 1))}
                  </span>
                </Link>{' '}
                <span className="dim">
                  {texts.t(isOpen ? 'profiles.use.open' : 'profiles.use.closed', { version })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {use.cartons === 0 ? null : <p>{texts.t('profiles.use.cartons', { count: use.cartons })}</p>}
    </div>
  );
}
