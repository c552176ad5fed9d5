import { describe, expect, it } from 'vitest';
import { groupSerial, groupVin } from './group-digits.ts';

describe('SCAN-5 numbers to compare by eye', () => {
  it('groups a serial 3-3-3-6', () => {
    expect(groupSerial('123456789123456')).toBe('123 456 789 123456');
  });

  it('groups a VIN 3-6-8', () => {
    expect(groupVin('1HGCM82633A004352')).toBe('1HG CM8263 3A004352');
  });

  it('leaves what has another length alone', () => {
    expect(groupSerial('12345678p901')).toBe('12345678p901');
    expect(groupVin('F3D000001')).toBe('F3D000001');
  });
});
