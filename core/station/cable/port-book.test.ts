import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../ports/byte-link.ts';
import { changePort, forgetPort, type PortBook, readPortBook, renumberPort, seatPorts } from './port-book.ts';

const usb = (path: string, serialNumber: string, usbPosition?: string): PortInfo => ({
  path,
  usb: '0403:6001',
  serialNumber,
  ...(usbPosition === undefined ? {} : { usbPosition }),
});
const rules = { isReader: () => false, isBay: (port: PortInfo) => port.builtIn !== true };
const seat = (book: PortBook, ports: readonly PortInfo[]) => seatPorts(book, ports, rules);
const empty = readPortBook(null);
const byDevice: PortBook = { ...empty, memory: 'device' };
const baysOf = ({ ports }: ReturnType<typeof seat>) => ports.map(({ info, known }) => [info.path, known.bay]);

describe('INST-1 bays keep their numbers', () => {
  it('numbers new ports from one, in order', () => {
    expect(baysOf(seat(empty, [{ path: '/dev/ttyA' }, { path: '/dev/ttyB' }]))).toEqual([
      ['/dev/ttyA', 1],
      ['/dev/ttyB', 2],
    ]);
  });

  it('fills the lowest free number and survives being stored', () => {
    const { book } = seat(empty, [{ path: 'x' }, { path: 'y' }, { path: 'z' }]);
    const stored = readPortBook(JSON.stringify(forgetPort(book, 'y')));
    expect(baysOf(seat(stored, [{ path: 'new' }]))).toEqual([['new', 2]]);
  });

  it('takes up the numbers of an earlier version', () => {
    const book = readPortBook('[{"bay":1,"key":"x"},{"bay":3,"key":"0403:6001/A1"}]');
    expect(baysOf(seat(book, [usb('COM9', 'A1', 'usb1/1-2:1.0')]))).toEqual([['COM9', 3]]);
  });

  it('by device: a cable is found again under another name and in another socket', () => {
    const { book } = seat(byDevice, [usb('COM7', 'A1', '1-1'), usb('COM8', 'A2', '1-2')]);
    const moved = seat(book, [usb('COM12', 'A2', '1-9'), usb('COM7', 'A1', '1-1')]);
    expect(baysOf(moved)).toEqual([
      ['COM12', 2],
      ['COM7', 1],
    ]);
    expect(moved.book).toBe(book);
  });

  it('by socket: whatever is plugged in there gets the number painted there', () => {
    const { book } = seat(empty, [usb('COM7', 'A1', '1-1'), usb('COM8', 'A2', '1-2')]);
    expect(baysOf(seat(book, [usb('COM7', 'A2', '1-1'), usb('COM9', 'A7', '1-2')]))).toEqual([
      ['COM7', 1],
      ['COM9', 2],
    ]);
  });

  it('keeps the numbers when what they are remembered by is changed', () => {
    const ports = [usb('COM7', 'A1', '1-1'), usb('COM8', 'A2', '1-2')];
    const { book } = seat(renumberPort(seat(empty, ports).book, 'at 1-1', 5), ports);
    const switched = seat({ ...book, memory: 'device' }, ports);
    expect(baysOf(switched)).toEqual([
      ['COM7', 5],
      ['COM8', 2],
    ]);
    expect(baysOf(seat(switched.book, [usb('COM7', 'A1', '1-7')]))).toEqual([['COM7', 5]]);
  });

  it.each(['0001', '', '123456789'])('does not mix up adapters that share the serial number “%s”', (shared) => {
    const ports = [usb('COM7', shared, '1-1'), usb('COM8', shared, '1-2')];
    expect(baysOf(seat(byDevice, ports))).toEqual([
      ['COM7', 1],
      ['COM8', 2],
    ]);
  });

  it('gives two that cannot be told apart a bay each, and the same ones next time', () => {
    const twins = [usb('COM7', 'SAME'), usb('COM8', 'SAME')];
    const first = seat(byDevice, twins);
    expect(baysOf(first)).toEqual([
      ['COM7', 1],
      ['COM8', 2],
    ]);
    expect(seat(first.book, twins).book).toBe(first.book);
  });
});

describe('INST-1 which ports are bays', () => {
  const builtIn: PortInfo = { path: '/dev/ttyS0', builtIn: true };

  it('a built-in port is none until somebody says so', () => {
    const { book, ports } = seat(empty, [builtIn]);
    expect(ports[0]?.known.bay).toBeNull();
    expect(baysOf(seat(changePort(book, '/dev/ttyS0', { use: 'bay' }), [builtIn]))).toEqual([['/dev/ttyS0', 1]]);
  });

  it('an ignored one loses its number, and a reader’s whatever was decided', () => {
    const ports = [usb('COM7', 'A1'), usb('COM8', 'A2')];
    const { book } = seat(empty, ports);
    const ignored = seat(changePort(book, '0403:6001/A1', { use: 'ignored' }), ports);
    expect(baysOf(ignored)).toEqual([
      ['COM7', null],
      ['COM8', 2],
    ]);
    const read = seatPorts(book, ports, { ...rules, isReader: ({ path }) => path === 'COM8' });
    expect(baysOf(read)).toEqual([
      ['COM7', 1],
      ['COM8', null],
    ]);
  });
});

describe('INST-1 what people change', () => {
  const { book } = seat(empty, [{ path: 'x' }, { path: 'y' }]);

  it('swaps numbers, so that no two bays have one', () => {
    expect(renumberPort(book, 'x', 2).ports.map(({ key, bay }) => [key, bay])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
    expect(renumberPort(book, 'x', 8).ports.map(({ bay }) => bay)).toEqual([8, 2]);
  });

  it('keeps name, speed and driver', () => {
    const changed = changePort(book, 'y', { name: 'Pit', baudRate: 9600, driver: 'calamp' });
    expect(seat(readPortBook(JSON.stringify(changed)), [{ path: 'y' }]).ports[0]?.known).toMatchObject({
      bay: 2,
      name: 'Pit',
      baudRate: 9600,
      driver: 'calamp',
    });
  });

  it('forgets a named port and its number', () => {
    const named = { ...book, named: ['x', 'z'] };
    expect(forgetPort(named, 'x')).toMatchObject({ named: ['z'], ports: [{ key: 'y' }] });
  });
});
