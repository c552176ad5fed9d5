import { describe, expect, it } from 'vitest';
import { openingFault } from './opening-faults.ts';

describe('INST-1 why a port does not open', () => {
  it.each([
    ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
    ['Error: Resource busy, cannot open /dev/cu.usbmodem1', 'busy'],
    ['Opening COM3: Access denied', 'busy'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
    ['Opening COM9: File not found', 'not-found'],
    ['Opening COM9: Unknown error code 32', 'busy'],
    ['Opening COM9: Unknown error code 31', 'not-found'],
    ['Opening COM9: Unknown error code 121', 'not-found'],
    ['Opening COM9: Unknown error code 1167', 'not-found'],
    ['Open (SetCommState): The parameter is incorrect', 'not-a-port'],
    ['Error: No such device or address, cannot open /dev/ttyUSB0', 'not-found'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'no-rights'],
    ['Error: Inappropriate ioctl for device, cannot open /tmp/file', 'not-a-port'],
    ['Error: Is a directory, cannot open /tmp', 'not-a-port'],
  ])('%s', (message, kind) => {
    expect(openingFault('/dev/ttyUSB0', new Error(message))).toEqual({ kind, detail: `/dev/ttyUSB0: ${message}` });
  });

  it('does not guess about an error that nobody has seen', () => {
    for (const words of ['Flux capacitor empty', 'Opening COM9: Unknown error code 311']) {
      expect(openingFault('/dev/ttyUSB0', new Error(words))).toBeNull();
    }
  });
});
