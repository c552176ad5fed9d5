import type { ImportWish } from '#core/contract/station/job-import.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { useAblePartners } from './able-partners.ts';
import type { ImportDraft, Previewed } from './use-import.ts';

/** Values of a choice; partners have ids. */
const nobody = '';
const pending = 'pending';

interface UnknownPartnersProps {
  readonly draft: ImportDraft;
  readonly wish: ImportWish;
  readonly unknown: Previewed['unknownPartners'];
}

/**
 * Whom the file means by what is no Partner ID here: said once for each, it holds for all rows that name it, and every row is judged anew
 * (JOB-4). Who is left unsaid keeps its rows out.
 */
export function UnknownPartners({ draft, wish, unknown }: UnknownPartnersProps) {
  const texts = useTexts();
  const partners = useAblePartners();
  const meant = wish.meantPartners ?? [];
  const choose = (named: string, choice: string) => {
    const others = meant.filter((one) => one.named !== named);
    const partnerId = partners.find(({ id }) => id === choice)?.id ?? null;
    const isSaid = choice === pending || partnerId !== null;
    void draft.change({ meantPartners: isSaid ? [...others, { named, partnerId }] : others });
  };
  const chosenFor = (named: string): string => {
    const said = meant.find((one) => one.named === named);
    return said === undefined ? nobody : (said.partnerId ?? pending);
  };
  return (
    <fieldset className="import-unknown">
      <legend>{texts.t('jobs-import.unknown.title')}</legend>
      <p className="small dim">{texts.t('jobs-import.unknown.hint')}</p>
      <div className="import-unknown-list">
        {unknown.map(({ named, rows }) => (
          <SelectField
            key={named}
            label={texts.t('jobs-import.unknown.of', { named, count: rows })}
            value={chosenFor(named)}
            onChoose={(choice) => choose(named, choice)}
          >
            <option value={nobody}>{texts.t('jobs-import.unknown.nobody')}</option>
            {partners.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
            <option value={pending}>{texts.t('jobs-import.unknown.pending')}</option>
          </SelectField>
        ))}
      </div>
    </fieldset>
  );
}
