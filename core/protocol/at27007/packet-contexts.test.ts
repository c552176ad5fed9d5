import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAccessPoint, networkIdentifierOf, readPacketContexts } from './packet-contexts.ts';

describe('INST-3 the packet contexts of a modem', () => {
  // ModemManager's tests, except the last two lines.
  it.each([
    ['+CGDCONT: 1,"IP","telefonica.es","",0,0', [{ id: 1, type: 'IP', accessPoint: 'telefonica.es' }]],
    ['+CGDCONT: 1,"IP",,,0,0', [{ id: 1, type: 'IP', accessPoint: '' }]],
    ['+CGDCONT: 2,"IPV4V6","ims"', [{ id: 2, type: 'IPV4V6', accessPoint: 'ims' }]],
    ['+CGDCONT:1,"IP","web.omnitel.it.MNC001.MCC214.GPRS","127.0.0.1",0,0', [{ accessPoint: expect.any(String) }]],
    ['+CGDCONT: 1,"IP","internet', []],
    ['+CGDCONT: "IP","internet"', []],
  ])('%s', (line, contexts) => {
    expect(readPacketContexts([line])).toMatchObject(contexts);
    expect(readPacketContexts([line])).toHaveLength(contexts.length);
  });

  it.each([
    ['internet.MNC001.MCC214.GPRS', 'internet'],
    ['internet.mnc001.mcc214.gprs', 'internet'],
    ['web.example.com', 'web.example.com'],
    ['internet.mnc1.mcc214.gprs', 'internet.mnc1.mcc214.gprs'],
    ['', ''],
  ])('%s is %s at its operator', (told, own) => {
    expect(networkIdentifierOf(told)).toBe(own);
  });

  it.each(['a"b', 'a,b;c', 'blank inside', 'ümlaut', 'a\rAT+CFUN=0', 'internet.mnc001.mcc214.gprs', 'x'.repeat(64)])(
    'never sends %j',
    (value) => {
      expect(encodeAccessPoint(value).kind).toBe('refused');
    },
  );

  it('understands what it writes', () => {
    const label = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,12}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const value = labels.join('.');
        fc.pre(!value.endsWith('.gprs'));
        expect(encodeAccessPoint(value)).toEqual({ kind: 'encoded', text: value });
        const [context] = readPacketContexts([`+CGDCONT: 1,"IP","${value}.MNC262.MCC001.GPRS","",0,0`]);
        expect(networkIdentifierOf(context?.accessPoint ?? '')).toBe(value);
      }),
    );
  });
});
