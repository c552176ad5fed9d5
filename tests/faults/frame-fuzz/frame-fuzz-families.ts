import { at27007Fuzz } from './at27007-fuzz.ts';
import { benchunitFuzz } from './benchunit-fuzz.ts';
import { calampFuzz } from './calamp-fuzz.ts';
import type { FuzzFamily } from './fuzz-family.ts';
import { nmeaFuzz } from './nmea-fuzz.ts';
import { queclinkFuzz } from './queclink-fuzz.ts';
import { teltonikaFuzz } from './teltonika-fuzz.ts';
import { xmodemFuzz } from './xmodem-fuzz.ts';

/** Every family whose bytes become values. A new family adds its entry here, in a file of its own beside `teltonika-fuzz.ts`. */
export const frameFuzzFamilies: readonly FuzzFamily[] = [
  teltonikaFuzz,
  queclinkFuzz,
  calampFuzz,
  at27007Fuzz,
  nmeaFuzz,
  benchunitFuzz,
  xmodemFuzz,
];
