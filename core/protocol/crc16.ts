/**
 * CRC-16/XMODEM: polynomial 1021, start 0, not reflected. Guards every block of XMODEM-CRC and YMODEM.
 * Its check value over `123456789` is 31C3.
 */
export function crc16Xmodem(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021;
    }
    sum &= 0xffff;
  }
  return sum;
}

/** CRC-16/ARC: polynomial 8005, start 0, reflected. Its check value over `123456789` is BB3D. */
export function crc16Arc(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 1) === 0 ? sum >> 1 : (sum >> 1) ^ 0xa001;
    }
  }
  return sum;
}
