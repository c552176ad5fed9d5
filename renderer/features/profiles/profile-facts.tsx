import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';

/** Whose profile it is, what it is derived from, and for which units it is offered. */
export function ProfileFacts(props: {
  readonly template: ProfileTemplate;
  readonly levels: readonly ProfileTemplate[];
  /** Null where it belongs to the platform or is not known, as in a file. */
  readonly ownerName: string | null;
}) {
  const texts = useTexts();
  const { labelOf } = useUnitTypes();
  const { template, levels, ownerName } = props;
  const bases = levels.slice(0, -1).toReversed();
  const firmware = levels.findLast((level) => level.minimumFirmware !== null)?.minimumFirmware ?? null;
  const facts: readonly (readonly [string, string])[] = [
    ...(ownerName === null ? [] : [[texts.t('profiles.fact.owner'), ownerName] as const]),
    [texts.t('profiles.fact.version'), texts.t('profiles.version', { version: template.version })],
    [
      texts.t('profiles.fact.base'),
      bases.length === 0
        ? texts.t('profiles.stands-alone')
        : bases.map(({ name, version }) => `${name} ${version}`).join(' ← '),
    ],
    [
      texts.t('profiles.fact.types'),
      template.unitTypes.length === 0
        ? texts.t('profiles.only-base')
        : texts.list(template.unitTypes.map((unitType) => labelOf(unitType))),
    ],
    [texts.t('profiles.fact.firmware'), firmware ?? texts.t('profiles.any-firmware')],
    [
      texts.t('profiles.fact.changed'),
      template.changedBy === ''
        ? texts.date(template.changedAt, 'date-time')
        : texts.t('backups.fact.by', { time: texts.date(template.changedAt, 'date-time'), by: template.changedBy }),
    ],
  ];
  return (
    <dl className="profile-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
