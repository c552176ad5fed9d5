import { Link } from '@tanstack/react-router';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { readersMark } from './readers-mark.ts';

/** Whether the readers on serial ports are there, in the header of every page. Nothing for keyboards: nobody can tell whether one is plugged in. */
export function ReaderChip() {
  const texts = useTexts();
  const readers = useStationQuery(['readers', 'list'], (client) => client.readers.list());
  const mark = readersMark(readers.data ?? []);
  return mark === 'none' ? null : (
    <Link to="/settings/readers" className="bar-reader">
      <StatusMark mark={mark === 'ready' ? 'ok' : 'stop'} />
      {texts.t(`readers.header-${mark}`)}
    </Link>
  );
}
