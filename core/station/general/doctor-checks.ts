import type { MachineCheck } from '../../ports/machine.ts';
import type { StationContext } from '../station-context.ts';
import { storageChecks } from '../storage/storage-checks.ts';

/** What `doctor` says: of the machine, and how the station stands with its cloud (STA-5). The same facts go along with a request to support. */
export async function doctorChecks({
  machine,
  sync,
  storage,
  clock,
}: Pick<StationContext, 'machine' | 'sync' | 'storage' | 'clock'>): Promise<MachineCheck[]> {
  const status = sync.status();
  return [
    ...(await machine.checks()),
    ...(storage === undefined ? [] : storageChecks(storage.state(), clock.now())),
    {
      name: 'cloud',
      state: status.state === 'online' || status.state === 'sending' ? 'ok' : 'warn',
      detail: status.lastContact === null ? 'no contact yet' : `last contact ${status.lastContact}`,
      fix: status.why,
    },
  ];
}
