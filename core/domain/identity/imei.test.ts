import { describe, expect, it } from 'vitest';
import { imeiOfImeisv, judgeImei } from './imei.ts';

describe('SCAN-3 IMEI that passes', () => {
  it.each([
    ['vector 1', '490154203237518', '490154203237518'],
    ['vector 2', '352099001761481', '352099001761481'],
    ['vector 2, separated', '35-209900-176148-1', '352099001761481'],
    ['vector 3', '354178036859789', '354178036859789'],
    ['vector 4', '350077523237513', '350077523237513'],
    ['vector 5', '350424063817363', '350424063817363'],
    ['vector 6', '866344054201822', '866344054201822'],
    ['vector 7', '860599000773978', '860599000773978'],
    ['vector 8, leading zeros', '004400013805666', '004400013805666'],
    ['vector 9', '359315075384726', '359315075384726'],
    ['blanks', ' 35 931507 538472 6 ', '359315075384726'],
    ['slashes of old type plates', '350077/52/323751/3', '350077523237513'],
  ])('%s: %s', (_, text, value) => {
    expect(judgeImei(text)).toEqual({ value, kind: 'ok', codes: [] });
  });
});

describe('SCAN-3 IMEI with a wrong check digit is a warning that names the fitting one', () => {
  it.each([
    ['vector 10', '890123847562332', '0'],
    ['vector 11', '123456789123456', '8'],
    ['vector 12', '135790246811220', '2'],
    ['vector 13', '354178036859781', '9'],
    ['vector 13, separated', '35-417803-685978-1', '9'],
  ])('%s: %s', (_, text, expected) => {
    expect(judgeImei(text)).toMatchObject({ kind: 'warn', codes: ['SERIAL_CHECKDIGIT'], expected });
  });
});

describe('SCAN-3 IMEI of another form', () => {
  it('vector 14: 14 digits are a part, completed by 8', () => {
    expect(judgeImei('35686800004141')).toEqual({
      value: '35686800004141',
      kind: 'partial',
      codes: ['IMEI_NO_CHECKDIGIT'],
      expected: '8',
    });
  });

  it('vector 15: all zeros are refused although Luhn passes', () => {
    expect(judgeImei('000000000000000')).toMatchObject({ kind: 'bad', detail: 'all-zeros' });
    expect(judgeImei('00000000000000').kind).toBe('bad');
    expect(judgeImei('0000000000000000').kind).toBe('bad');
  });

  it.each([
    ['vector 17', '3568680000414120', '3568680000414120'],
    ['vector 18', '35-209900-176148-23', '3520990017614823'],
  ])('%s: %s is an IMEISV, which has no check digit', (_, text, value) => {
    expect(judgeImei(text)).toEqual({ value, kind: 'ok', codes: ['IMEISV'] });
  });

  it('vectors 2 and 18 are the same unit', () => {
    expect(imeiOfImeisv('3520990017614823')).toBe('352099001761481');
  });

  it.each([
    ['35931507538472', 'partial'],
    ['3593150753847', 'bad'],
    ['35931507538472612', 'bad'],
    ['35931507538472X', 'bad'],
    ['', 'bad'],
  ])('%s is %s', (text, kind) => {
    expect(judgeImei(text).kind).toBe(kind);
  });
});
