import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';

/** A workshop chooses between its customer's list and its own, of units and of assets alike. Nothing where there is one organization only. */
export function WhoseList(props: {
  /** Id of the organization that is shown. */
  readonly shown: string;
  readonly onChoose: (whose: 'customer' | 'own') => void;
}) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  const { customer, organization } = seat.data;
  if (customer === null || customer.id === organization.id) {
    return null;
  }
  return (
    <ChoiceBar
      label={texts.t('units.whose')}
      value={props.shown === organization.id ? 'own' : 'customer'}
      choices={[
        { value: 'customer', label: customer.name },
        { value: 'own', label: texts.t('units.own') },
      ]}
      onChoose={props.onChoose}
    />
  );
}
