import { describe, expect, it } from 'vitest';
import { aJobRow, manyJobs } from '../../../testing/jobs-bench-rows.ts';
import { createJobTexts, findJobs } from './find-jobs.ts';
import { jobDayOf, todayOf } from './job-day.ts';
import type { JobsFilter } from './jobs-search.ts';
import { jobSorts, sortJobs } from './sort-jobs.ts';

const today = '2026-11-21';
const rows = manyJobs(400);
const find = (filter: JobsFilter, of = rows) => findJobs(of, { filter, today, textOf: createJobTexts() });

describe('JOB-5 which jobs are shown', () => {
  it.each([
    ['plate', 'kl99'],
    ['VIN', 'wsm 0000-0003111444'],
    ['name', 'SPARE trailer'],
    ['number', 'j-4711'],
    ['serial', '359 315 075 384726'],
  ])('finds one by its %s, however it is typed', (_what, text) => {
    const wanted = aJobRow({
      ...{ number: 4_711, plate: 'KL 99', vin: 'WSM00000003111444', customName: 'Spare trailer' },
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
  });

  it('tells days apart as somebody does who looks today', () => {
    const days = [null, '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-28', '2026-11-29'];
    expect(days.map((day) => jobDayOf(day, today))).toEqual(['none', 'past', 'today', 'week', 'week', 'later']);
    expect(todayOf(new Date(2026, 10, 3, 0, 1).getTime())).toBe('2026-11-03');
  });
});

describe('JOB-5 in which order jobs are shown', () => {
  it.each(jobSorts)('%s turns round, and what has no value stays last', (sort) => {
    const blank = aJobRow({
      ...{ plate: null, vin: null, customName: null, unitType: null, unitSerial: null, task: null, serviceDate: null },
      ...{ servicePlace: null, templateName: null, partner: null, technicianName: null, steps: { done: 0, total: 0 } },
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

  it('puts what failed first, and of equals the newest', () => {
    const order = sortJobs(rows.slice(0, 20), { sort: 'status', isDescending: false });
    expect(order.slice(0, 4).map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
    const numbers = order.slice(0, 4).map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((left, right) => right - left));
  });
});
