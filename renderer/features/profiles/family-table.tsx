import type { FamilyView } from '#core/contract/station/profiles.ts';
import { type FamilyFit, fitOfFamily } from '#core/domain/installation/family-fit.ts';
import { linesOfProfile } from '#core/domain/installation/profile-difference.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { keyWords, problemWords } from './profile-words.ts';

type Fit = { readonly family: FamilyView; readonly fit: FamilyFit };

/** Real units before virtual ones, and who takes most first. */
function byUse(one: Fit, other: Fit): number {
  return Number(one.family.simulated) - Number(other.family.simulated) || other.fit.held - one.fit.held;
}

/** What units of each family take of this profile, in the words of their drivers, without any unit. The best fit stands first. */
export function FamilyTable({ levels }: { readonly levels: readonly ProfileTemplate[] }) {
  const texts = useTexts();
  const families = useStationQuery(['station', 'families'], (client) => client.profiles.families());
  const entries = linesOfProfile(levels).map(({ entry }) => entry);
  return (
    <Answered query={families}>
      {(answer) => {
        const fits = answer.map((family) => ({ family, fit: fitOfFamily(entries, family.keys) }));
        return (
          <div className="table-place">
            <table className="table">
              <caption className="visually-hidden">{texts.t('profiles.families-table')}</caption>
              <thead>
                <tr>
                  <th scope="col">{texts.t('profiles.column.family')}</th>
                  <th scope="col">{texts.t('profiles.column.holds')}</th>
                  <th scope="col">{texts.t('profiles.column.not')}</th>
                </tr>
              </thead>
              <tbody>
                {fits.toSorted(byUse).map(({ family, fit }) => (
                  <Row key={`${family.driver} ${family.id}`} family={family} fit={fit} all={entries.length} />
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Answered>
  );
}

function Row({ family, fit, all }: { readonly family: FamilyView; readonly fit: FamilyFit; readonly all: number }) {
  const texts = useTexts();
  const mark = fit.outOfLimits.length > 0 ? 'stop' : fit.missing.length > 0 ? 'warn' : 'ok';
  return (
    <tr>
      <th scope="row">
        {say(texts, [`profiles.driver.${family.driver}`, family.driver])}{' '}
        <span className="mono" translate="no">
          {family.models.join(', ')}
        </span>
        {family.simulated ? <span className="tiny dim cell-detail">{texts.t('profiles.simulated')}</span> : null}
      </th>
      <td>
        <span className="cell-state profile-holds">
          <StatusMark mark={mark} size="tiny" />
          {texts.t('profiles.holds', { held: fit.held, all })}
        </span>
      </td>
      <td>
        {fit.outOfLimits.map(({ key, problem }) => (
          <span key={key} className="profile-limit">
            <strong>{keyWords(texts, key)}</strong>: {problemWords(texts, problem)}
          </span>
        ))}
        <span className="small dim">{missingWords(texts, fit)}</span>
      </td>
    </tr>
  );
}

function missingWords(texts: Texts, { missing }: FamilyFit): string {
  return texts.list(missing.map((key) => keyWords(texts, key)));
}
