import { describe, expect, it } from 'vitest';
import { readRegistration } from './registration.ts';

describe('INSP-1 +CREG, +CGREG, +CEREG (TS 27.007)', () => {
  it.each([
    ['+CREG: 1,3', '+CREG', 'denied'],
    ['+CREG: 0,1', '+CREG', 'home'],
    ['+CREG: 2,5,"18d8","ffff",2', '+CREG', 'roaming'],
    ['+CREG:002,001,"18d8","ffff"', '+CREG', 'home'],
    ['+CREG: 2,1,  0 5, 2715', '+CREG', 'home'],
    ['+CEREG: 2,10, 2CA8, 20 ,B5583D ,7', '+CEREG', 'limited'],
    ['+CREG: 0,0', '+CREG', 'none'],
    ['+CREG: 0,2', '+CREG', 'searching'],
    ['+CREG: 0,4', '+CREG', 'unknown'],
    ['+CREG: 0,8', '+CREG', 'limited'],
  ])('%s answers the question', (line, name, state) => {
    expect(readRegistration(line, name)).toEqual({ kind: 'answer', state });
  });

  it.each([
    '+CREG: 1,84CD,00D30156',
    '+CREG: 5',
    '+CREG: 1,"18d8","ffff",7',
    '+CREG: 2,,',
    '+CREG: 0,99',
    '+CREG: 9,1',
    '+CREG: ',
  ])('%s is a report or says nothing', (line) => {
    expect(readRegistration(line, '+CREG').kind).toBe('report');
  });

  it.each(['+CGREG: 0,1', 'OK', 'CREG: 0,1'])('%s is another line', (line) => {
    expect(readRegistration(line, '+CREG').kind).toBe('other');
  });
});
