import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** The demo's pallet: what a hand with a reader would take minutes for, at one press. Absent on a real station. */
export function DemoPallet({ onTake }: { readonly onTake: (texts: string[]) => void }) {
  const texts = useTexts();
  const pallet = useStationQuery(['demo', 'pallet'], (client) => client.demo.pallet());
  if (pallet.data?.kind !== 'pallet') {
    return null;
  }
  const { texts: codes } = pallet.data;
  return (
    <Button size="list" wide onPress={() => onTake(codes)}>
      {texts.t('demo.pallet', { count: codes.length })}
    </Button>
  );
}
