import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { unitName } from '../../../text/unit-name.ts';
import { Button } from '../../../ui/button.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useNowMs } from '../../../ui/use-now.ts';
import { todayOf } from '../list/job-day.ts';
import { dayWords } from '../shared/field-words.ts';
import { JobStatusTag, jobNumber } from '../shared/job-status-tag.tsx';
import { vehicleName } from './my-jobs.ts';
import { dayDistance, distanceWords } from './service-day.ts';

interface JobRowsProps {
  readonly title: string;
  readonly rows: readonly JobRow[];
  /** Names who does it; left out for whoever may not. */
  readonly onName?: (row: JobRow) => void;
}

/** Jobs as big rows for hands in gloves: what, where, when, and what is in the way (ux rule 24). */
export function JobRows({ title, rows, onName }: JobRowsProps) {
  return (
    <section aria-label={title}>
      <h2 className="over part-title">{title}</h2>
      <ul className="jobwork-rows card">
        {rows.map((row) => (
          <li key={row.id} className="jobwork-row-place">
            <Row row={row} />
            {onName === undefined ? null : <Technician row={row} onName={onName} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { readonly row: JobRow }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const name = vehicleName(row);
  const what = row.task === null ? texts.t(`jobs-shared.kind.${row.kind}`) : texts.t(`jobs-shared.task.${row.task}`);
  const begunBy = row.status === 'running' ? row.technicianName : null;
  return (
    <AriaButton
      className="jobwork-row"
      onPress={() => void navigate({ to: '/jobs/job/$jobId', params: { jobId: row.id } })}
    >
      <span className="jobwork-row-status">
        <JobStatusTag of={row} />
        <span className="small dim num">
          {row.steps.total === 0 ? null : texts.t('jobs-worker.progress', { ...row.steps })}
        </span>
      </span>
      <span className="jobwork-row-what">
        <strong>{name ?? texts.t('jobs-worker.no-vehicle')}</strong>
        <span className="small dim cell-detail">
          {[jobNumber(texts, row.number), row.fleetName, what, begunBy].filter((one) => one !== null).join(' · ')}
        </span>
        <Unit row={row} />
        <Marks row={row} />
      </span>
      <Day row={row} />
    </AriaButton>
  );
}

function Unit({ row: { unitSerial, unitType } }: { readonly row: JobRow }) {
  const unitTypes = useUnitTypes();
  const label = unitType === null ? null : unitTypes.labelOf(unitType);
  if (unitSerial === null && label === null) {
    return null;
  }
  return (
    <span className="small cell-detail" lang="en" translate="no">
      {unitSerial === null ? label : unitName({ unit: unitSerial, typeLabel: label })}
    </span>
  );
}

/** What somebody has to know before they begin: it ends too soon, it is not sent, why it rests. */
function Marks({ row }: { readonly row: JobRow }) {
  const texts = useTexts();
  const { endsBefore, isAdHoc, isWaiting, isPaused, note } = row;
  if (endsBefore === null && !isAdHoc && !isWaiting && !isPaused) {
    return null;
  }
  return (
    <span className="jobwork-row-marks">
      {isAdHoc ? <Tag mark="idle">{texts.t('jobs-shared.ad-hoc')}</Tag> : null}
      {endsBefore === null ? null : <Tag mark="warn">{texts.t(`jobs-shared.ends-before.${endsBefore}`)}</Tag>}
      {isWaiting ? <Tag mark="wait">{texts.t('jobs-shared.is-waiting')}</Tag> : null}
      {isPaused && note !== null ? <span className="small">{note}</span> : null}
    </span>
  );
}

function Day({ row: { serviceDate, servicePlace } }: { readonly row: JobRow }) {
  const texts = useTexts();
  const today = todayOf(useNowMs(60_000));
  if (serviceDate === null) {
    return <span className="jobwork-row-day small dim">{servicePlace ?? texts.t('jobs-worker.no-day')}</span>;
  }
  const distance = dayDistance(serviceDate, today);
  return (
    <span className="jobwork-row-day">
      <strong className={distance.kind === 'late' ? 'jobwork-late' : ''}>{distanceWords(texts, distance)}</strong>
      <span className="small dim cell-detail">
        {[dayWords(texts, serviceDate), servicePlace].filter((one) => one !== null).join(' · ')}
      </span>
    </span>
  );
}

function Technician({ row, onName }: { readonly row: JobRow; readonly onName: (row: JobRow) => void }) {
  const texts = useTexts();
  const { technicianName, number } = row;
  return (
    <span className="jobwork-row-technician">
      <span>{technicianName ?? <span className="dim">{texts.t('jobs-worker.everybody')}</span>}</span>
      <Button
        size="list"
        aria-label={texts.t('jobs-worker.name-for', { number: jobNumber(texts, number) })}
        onPress={() => onName(row)}
      >
        {texts.t('jobs-worker.name')}
      </Button>
    </span>
  );
}
