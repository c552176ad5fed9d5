import { describe, expect, it } from 'vitest';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { orderOfJobNumber } from '#core/domain/jobs/job-name.ts';
import { aJobRow, manyJobs } from '../../../testing/jobs-bench-rows.ts';
import { createJobFind } from './find-jobs.ts';
import { createDayOf, todayOf } from './job-day.ts';
import type { JobsFilter } from './jobs-search.ts';
import { createJobSort, type JobOrder, jobSorts } from './sort-jobs.ts';

const today = '2026-11-21';
const rows = manyJobs(400);
const find = (filter: JobsFilter, of = rows) => createJobFind()(of, { filter, today });

describe('JOB-5 which jobs are shown', () => {
  it.each([
    ['plate', 'kl99'],
    ['VIN', 'wsm 0000-0003111444'],
    ['name', 'SPARE trailer'],
    ['number', 'j-4711'],
    ['serial', '359 315 075 384726'],
  ])('finds one by its %s, however it is typed', (_what, text) => {
    const wanted = aJobRow({
      number: 4_711,
      plate: 'KL 99',
      vin: 'WSM00000003111444',
      customName: 'Spare trailer',
      unitSerial: '359315075384726',
    });
    const other = aJobRow({ plate: 'B 1', vin: null, customName: null, number: 7, unitSerial: null });
    expect(find({ text }, [other, wanted]).rows).toEqual([wanted]);
  });

  it('shows those that fit one value of every facet', () => {
    const found = find({ status: ['failed', 'running'], partner: ['partner-2'], day: ['past'] }).rows;
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) {
      expect(['failed', 'running']).toContain(row.status);
      expect(row.partner?.id).toBe('partner-2');
      expect((row.serviceDate ?? '9') < today).toBe(true);
    }
  });

  it('says of each value how many choosing it would show', () => {
    const base: JobsFilter = { status: ['failed'], template: ['Truck 4'] };
    const { counts } = find(base);
    for (const status of ['pending', 'assigned', 'running', 'succeeded', 'failed'] as const) {
      expect(counts.status.get(status) ?? 0).toBe(find({ ...base, status: [status] }).rows.length);
    }
    for (const template of ['Trailer EU', 'Truck 4', 'Reefer 2', '-']) {
      expect(counts.template.get(template) ?? 0).toBe(find({ ...base, template: [template] }).rows.length);
    }
    for (const partner of ['partner-0', 'partner-3', '-']) {
      expect(counts.partner.get(partner) ?? 0).toBe(find({ ...base, partner: [partner] }).rows.length);
    }
    for (const day of ['past', 'today', 'week', 'later', 'none'] as const) {
      expect(counts.day.get(day) ?? 0).toBe(find({ ...base, day: [day] }).rows.length);
    }
    for (const origin of ['ordered', 'ad-hoc'] as const) {
      expect(counts.origin.get(origin) ?? 0).toBe(find({ ...base, origin: [origin] }).rows.length);
    }
  });

  it('shows those of the days from and to which is asked, both included, beside chosen ones and with how many there are', () => {
    const days = (filter: JobsFilter) => {
      const { rows: found, inRange } = find(filter);
      return { days: new Set(found.map(({ serviceDate }) => serviceDate)), inRange, found: found.length };
    };
    const both = days({ from: '2026-11-22', to: '2026-11-24' });
    expect(both.days).toEqual(new Set(['2026-11-22', '2026-11-23', '2026-11-24']));
    expect(both.inRange).toBe(both.found);
    expect([...days({ from: '2026-12-19' }).days].sort()).toEqual(['2026-12-19', '2026-12-20']);
    expect([...days({ to: '2026-11-11' }).days].sort()).toEqual(['2026-11-10', '2026-11-11']);
    expect(days({ from: '2026-11-24', to: '2026-11-22' }).found).toBe(0);
    const beside = days({ day: ['none'], from: '2026-11-22', to: '2026-11-22', status: ['failed'] });
    expect(beside.days).toEqual(new Set([null, '2026-11-22']));
    const failedThen = find({ status: ['failed'], from: '2026-11-22', to: '2026-11-22' });
    expect([beside.inRange, failedThen.inRange]).toEqual([failedThen.rows.length, failedThen.rows.length]);
    expect(find({ status: ['failed'] }).inRange).toBe(0);
  });

  it('finds the same key by key as at once, forwards, backwards and among other jobs', () => {
    const findJobs = createJobFind();
    for (const text of [
      'k',
      'kl',
      'kl 4',
      'kl 48',
      'l 48',
      'kl 4',
      '',
      'wsm',
      'trailer 3',
      'TRAILER 33',
      '1000-1010',
    ]) {
      expect(findJobs(rows, { filter: { text }, today })).toEqual(find({ text }));
    }
    const others = rows.slice(0, 50);
    expect(findJobs(others, { filter: { text: 'trailer 33' }, today })).toEqual(find({ text: 'trailer 33' }, others));
  });

  it('tells days apart as somebody does who looks today', () => {
    const days = [null, '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-28', '2026-11-29'];
    expect(days.map(createDayOf(today))).toEqual(['none', 'past', 'today', 'week', 'week', 'later']);
    expect(todayOf(new Date(2026, 10, 3, 0, 1).getTime())).toBe('2026-11-03');
  });
});

describe('JOB-5 in which order jobs are shown', () => {
  const sortJobs = createJobSort();

  it.each(jobSorts)('%s turns round, and what has no value stays last', (sort) => {
    const blank = aJobRow({
      plate: null,
      vin: null,
      customName: null,
      unitType: null,
      unitSerial: null,
      task: null,
      serviceDate: null,
      servicePlace: null,
      templateName: null,
      partner: null,
      technicianName: null,
      steps: { done: 0, total: 0 },
    });
    const some = [blank, ...rows.slice(0, 60)];
    const up = sortJobs(some, { sort, isDescending: false });
    const down = sortJobs(some, { sort, isDescending: true });
    expect(new Set(up)).toEqual(new Set(some));
    expect(new Set(down)).toEqual(new Set(some));
    if (['plate', 'vin', 'progress'].includes(sort)) {
      expect(up.at(-1)).toBe(blank);
      expect(down.at(-1)).toBe(blank);
    }
  });

  it('says the same of jobs that it has ordered before, by every column, and of others', () => {
    for (const of of [rows, rows.slice(0, 30), rows]) {
      for (const sort of jobSorts) {
        for (const isDescending of [false, true]) {
          expect(sortJobs(of, { sort, isDescending })).toEqual(comparedOneByOne(of, { sort, isDescending }));
        }
      }
    }
  });

  it('puts what failed first, and of equals the newest', () => {
    const order = sortJobs(rows.slice(0, 20), { sort: 'status', isDescending: false });
    expect(order.slice(0, 4).map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
    const numbers = order.slice(0, 4).map(({ number }) => orderOfJobNumber(number));
    expect(numbers).toEqual([...numbers].sort((left, right) => right - left));
  });
});

/** The order as its rule reads, with nothing remembered. */
function comparedOneByOne(of: readonly JobRow[], { sort, isDescending }: JobOrder): readonly JobRow[] {
  const failedFirst = ['failed', 'running', 'assigned', 'pending', 'succeeded'];
  const keyOf = (row: JobRow): string | number | null => {
    switch (sort) {
      case 'status':
        return failedFirst.indexOf(row.status);
      case 'progress':
        return row.steps.done / row.steps.total;
      case 'template':
        return row.templateName?.toLowerCase() ?? null;
      case 'partner':
        return row.partner?.name.toLowerCase() ?? null;
      case 'technician':
        return row.technicianName?.toLowerCase() ?? null;
      default: {
        const value = row[sort];
        return typeof value === 'string' && sort !== 'changedAt' ? value.toLowerCase() : value;
      }
    }
  };
  return [...of].sort((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)];
    if (one === other) {
      return orderOfJobNumber(right.number) - orderOfJobNumber(left.number);
    }
    if (one === null || other === null) {
      return one === null ? 1 : -1;
    }
    return one < other === isDescending ? 1 : -1;
  });
}
