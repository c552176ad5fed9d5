import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { ConfigurationChange } from '#core/domain/installation/configuration-difference.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

type Compared = Exclude<BenchSession['configuration'], { kind: 'not-read' }>;

/** Every value that is not as wanted: what the unit holds, what is wanted and by whom, and how it stands. Never more than was proven. */
export function DifferenceTable({ configuration }: { readonly configuration: Compared }) {
  const texts = useTexts();
  if (configuration.changes.length === 0) {
    return null;
  }
  return (
    <div className="table-place">
      <table className="table">
        <caption className="visually-hidden">{texts.t('configure.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('configure.column.key')}</th>
            <th scope="col">{texts.t('configure.column.from')}</th>
            <th scope="col">{texts.t('configure.column.to')}</th>
            <th scope="col">{texts.t('configure.column.by')}</th>
            <th scope="col">{texts.t('configure.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {configuration.changes.map((change) => (
            <ChangeRow key={change.key} change={change} />
          ))}
        </tbody>
      </table>
      <p className="tiny dim table-foot">
        {texts.t('configure.foot', {
          profile: configuration.profileName,
          version: configuration.profileVersion,
          keys: configuration.keysCompared,
        })}
      </p>
    </div>
  );
}

function ChangeRow({ change }: { readonly change: ConfigurationChange }) {
  const texts = useTexts();
  return (
    <tr>
      <th scope="row">{say(texts, [`config-key.${change.key}`, change.key])}</th>
      <td className="value">{change.from === null || change.from === '' ? texts.t('configure.empty') : change.from}</td>
      <td className="value value-wanted">{change.to === '' ? texts.t('configure.empty') : change.to}</td>
      <td>{texts.t(`configure.by.${change.wantedBy}`)}</td>
      <td>
        <span className="cell-state">
          <StatusMark mark={stateMarks[change.state]} size="tiny" />
          {texts.t(`configure.state.${change.state}`)}
        </span>
        {change.detail === undefined ? null : <span className="tiny dim cell-detail">{change.detail}</span>}
      </td>
    </tr>
  );
}

const stateMarks: Readonly<Record<ConfigurationChange['state'], Mark>> = {
  'to-write': 'idle',
  accepted: 'work',
  rejected: 'stop',
  unknown: 'warn',
  'not-sent': 'idle',
  verified: 'ok',
  differs: 'stop',
  unsupported: 'idle',
};
