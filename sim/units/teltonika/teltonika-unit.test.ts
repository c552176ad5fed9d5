import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converse, testImei } from '../../testing/converse.ts';

describe('INST-2 a virtual Teltonika unit answers byte for byte', () => {
  it('tells its version with its own IMEI, and counts its uptime', () => {
    const { ask, wait } = converse({ mac: '001E427ED0D9', poweredForSeconds: 100 });
    expect(ask('getver\r')).toBe(
      'Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:350424063817363 Init:2026-11-20 11:58 Uptime:100 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4\r\n',
    );
    wait(59_000);
    expect(ask('getver\r')).toContain(' Uptime:160 ');
  });

  const configured = { initialParameters: { '2001': 'wap', '1000': '30' } };
  it.each([
    ['getparam 2001', 'Param ID:2001 Value:wap'],
    ['getparam 2001;1000', 'Param ID:2001 Value:wap;1000:30'],
    ['getparam 2002', 'Param ID:2002 Value:'],
    ['getparam 2027', "Param ID:2027 doesn't exist"],
    ['getparam 99999999', 'Invalid parameter id provided'],
    ['getparam', 'Invalid parameter id provided'],
    ['getparam 2027;1000', 'Param ID:1000 Value:30'],
    ['getparam 90012', 'Invalid parameter id provided'],
    ['setparam 2001:wap;2002:user;2003:pass', 'New value 2001:wap;2002:user;2003:pass'],
    ['setparam 001:wap', 'WARNING: Not supported Param ID or Value detected'],
    ['setparam 2005:65536', 'WARNING: Not supported Param ID or Value detected'],
    ['setparam 2006:2', 'WARNING: Not supported Param ID or Value detected'],
    [`setparam 2001:${'a'.repeat(33)}`, 'WARNING: Not supported Param ID or Value detected'],
    [`setparam 2004:${'h'.repeat(56)}`, 'WARNING: Not supported Param ID or Value detected'],
    ['setparam 2001', 'Error while configuring parameters'],
    ['readio 239', 'Param ID:239 Value:1'],
    ['readio 67000', 'Not supported or not enabled IO element requested'],
    ['readio', 'Not supported or not enabled IO element requested'],
    ['getgps', 'WARNING! GPS Data not Available. Clock not Synchronized'],
    ['.getparam 1000', 'Param ID:1000 Value:30'],
    ['AT', '[2026.11.20 12:00:00]-[CMD.DEBUG]\tCommand not found! From:3 (AT)'],
    ['GETVER', '[2026.11.20 12:00:00]-[CMD.DEBUG]\tCommand not found! From:3 (GETVER)'],
  ])('%s', (command, answer) => {
    expect(converse(configured).ask(`${command}\r`)).toBe(`${answer}\r\n`);
  });

  it('keeps accepted values and none of a refused write', () => {
    const { ask, unit } = converse();
    ask('setparam 2001:fleet.example.com;2005:7710\r');
    ask('setparam 2002:user;2005:99999\r');
    expect(unit.parameters()).toMatchObject({ '2001': 'fleet.example.com', '2002': '', '2005': '7710' });
  });

  it('takes values up to the published limits and values with a colon', () => {
    const { ask, unit } = converse();
    ask(`setparam 2001:${'a'.repeat(32)};2004:${'h'.repeat(55)};2003:a:b\r`);
    expect(unit.parameters()).toMatchObject({ '2001': 'a'.repeat(32), '2004': 'h'.repeat(55), '2003': 'a:b' });
  });

  it('holds the invented trailer parameters on the invented models only', () => {
    const { ask } = converse({ model: 'FTSIM1' });
    expect(ask('getparam 90012;90013\r')).toBe('Param ID:90012 Value:6;90013:3040\r\n');
    expect(ask('getver\r')).toContain(' Hw:FTSIM1 ');
  });

  it('speaks the FT style when its model does', () => {
    const { ask } = converse({ model: 'FTC961', poweredForSeconds: 600 });
    expect(ask('getinfo\r')).toMatch(/^RTC:2026-11-20T12:00 Init:2026-11-20T11:50 UpTime:600s PWR:1 GNSS:3 SAT:\d+ /);
    expect(ask('getgps\r')).toMatch(/^GPS:1 Sat:\d+ LAT:5\d\.\d{4} LON:\d\.\d{4} ALT:\d+\.0000 Speed:0 /);
  });

  it('answers nothing to cpureset, goes away, and is back with its saved configuration', () => {
    const { ask, unit, loss, wait, reconnect } = converse({ restartMs: 4_000 });
    ask('setparam 2001:kept\r');
    expect(ask('cpureset\r', 300)).toBe('');
    expect(loss()).toBe('the unit restarts');
    expect(unit.presence()).toBe('restarting');
    wait(3_000);
    expect(unit.presence()).toBe('restarting');
    wait(1_000);
    expect(unit.presence()).toBe('plugged');
    reconnect();
    expect(ask('getparam 2001\r')).toBe('Param ID:2001 Value:kept\r\n');
    expect(ask('getver\r')).toMatch(/ Uptime:\d /);
  });

  it('hears the same however its bytes are cut and lines ended', () => {
    const script = 'getparam 2001;1000\rsetparam 2005:80\r\n\r\ngetparam 2005\n';
    const expected = converse(configured).ask(script);
    expect(expected).toBe('Param ID:2001 Value:wap;1000:30\r\nNew value 2005:80\r\nParam ID:2005 Value:80\r\n');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: script.length - 1 })), (cuts) => {
        const bounds = [0, ...new Set(cuts.toSorted((a, b) => a - b)), script.length];
        const { ask } = converse(configured);
        const answers = bounds.slice(1).map((end, index) => ask(script.slice(bounds[index], end), 50));
        expect(answers.join('')).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('never breaks, whatever bytes it hears', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { ask, unit } = converse();
        ask(`${text}\r`);
        ask('\r');
        if (unit.presence() === 'plugged') {
          expect(ask('getimeiccid\r')).toContain(testImei);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('INST-2 the health of a virtual unit is alive and repeats with its seed', () => {
  const readings = (seed: number) => {
    const { ask } = converse({ seed });
    return Array.from({ length: 12 }, () => ask('readio 66\r', 4_000)).join('');
  };

  it('moves within limits', () => {
    const values = [...readings(3).matchAll(/Value:(\d+)/g)].map((match) => Number(match[1]));
    expect(new Set(values).size).toBeGreaterThan(6);
    expect(Math.min(...values)).toBeGreaterThan(24_000);
    expect(Math.max(...values)).toBeLessThan(25_200);
  });

  it('is the same for the same seed and another for another', () => {
    expect(readings(3)).toBe(readings(3));
    expect(readings(3)).not.toBe(readings(4));
  });

  it('finds the network first, then satellites, then its place', () => {
    const { ask, wait } = converse();
    expect(ask('getstatus\r')).toContain('Data Link: 0 GPRS: 0 Phone: 0 SIM: 0 OP: 0 Signal: 0 ');
    expect(ask('getinfo\r')).toContain(' GPS:2 SAT:0 ');
    wait(30_000);
    expect(ask('getstatus\r')).toMatch(/^Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 26201 Signal: [345] /);
    expect(ask('getinfo\r')).toMatch(/ GPS:3 SAT:(9|1\d) /);
    expect(ask('getgps\r')).toMatch(/^GPS:1 Sat:\d+ Lat:5\d\.\d{6} Long:\d\.\d{6} Alt:\d+ /);
  });

  it('tells VIN, brake system and odometer under the ids of the simulated family', () => {
    const { ask } = converse({ ebsVin: 'WSM00000003111444' });
    expect(ask('readio 256\r')).toBe('Param ID:256 Value:WSM00000003111444\r\n');
    expect(ask('readio 10800\r')).toBe('Param ID:10800 Value:WSM00000003111444\r\n');
    expect(ask('readio 10801\r')).toBe('Param ID:10801 Value:1\r\n');
    expect(ask('readio 90001\r')).toBe('Param ID:90001 Value:1\r\n');
    expect(ask('readio 10802\r')).toMatch(/^Param ID:10802 Value:5\d\d\r\n$/);
    expect(ask('readio 87\r')).toMatch(/^Param ID:87 Value:\d+000\r\n$/);
    expect(ask('readio 16\r').slice(12)).toBe(ask('readio 87\r').slice(12));
  });
});
