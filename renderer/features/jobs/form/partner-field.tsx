import { Radio, RadioGroup } from 'react-aria-components';
import type { PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { type OrganizationId, organizationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { nameOf } from '../../partners/partner-words.ts';
import { PartnershipPeriod, PartnershipTag } from '../../partners/partnership-tag.tsx';
import { momentOf, usePartnerList } from '../../partners/use-partner-lists.ts';
import './partner-field.css';

/** Which service partner does the work, each with how the partnership stands: only one that the fleet trusts now can be chosen (ORG-3). */
export function PartnerField(props: {
  readonly partnerId: OrganizationId | null;
  readonly onChoose: (partnerId: OrganizationId) => void;
}) {
  const texts = useTexts();
  const list = usePartnerList();
  return (
    <Answered query={list}>
      {(answer) => {
        const known = answer.rows.filter(({ partnerId }) => partnerId !== null);
        return known.length === 0 ? (
          <p className="dim">{texts.t('jobs-form.no-partners')}</p>
        ) : (
          <RadioGroup
            className="job-partners"
            aria-label={texts.t('jobs-form.partner')}
            value={props.partnerId}
            onChange={(id) => props.onChoose(organizationId.parse(id))}
          >
            {[...known].sort(activeFirst).map((row) => (
              <Choice key={row.id} row={row} asOf={momentOf(answer)} />
            ))}
          </RadioGroup>
        );
      }}
    </Answered>
  );
}

function Choice({ row, asOf }: { readonly row: PartnerView; readonly asOf: IsoTime }) {
  return (
    <Radio className="job-partner" value={row.partnerId ?? ''} isDisabled={row.standing !== 'active'}>
      <span className="job-radio" aria-hidden="true" />
      <span>
        <strong>{nameOf(row)}</strong>
        <span className="small dim">
          <span className="mono">{row.partnerCode}</span> · <PartnershipPeriod of={row} asOf={asOf} />
        </span>
      </span>
      <PartnershipTag of={row} asOf={asOf} />
    </Radio>
  );
}

function activeFirst(one: PartnerView, other: PartnerView): number {
  const rank = ({ standing }: PartnerView) => (standing === 'active' ? 0 : 1);
  return rank(one) - rank(other) || nameOf(one).localeCompare(nameOf(other));
}
