/** Codes of 3GPP TS 27.007 §9.2 that this modem uses. */
export type EquipmentError = 3 | 4 | 10 | 11 | 12 | 13 | 14 | 24;

const words: Readonly<Record<EquipmentError, string>> = {
  3: 'operation not allowed',
  4: 'operation not supported',
  10: 'SIM not inserted',
  11: 'SIM PIN required',
  12: 'SIM PUK required',
  13: 'SIM failure',
  14: 'SIM busy',
  24: 'text string too long',
};

/** The error as +CMEE asks for it: 1 a number, 2 words. */
export function errorText(code: EquipmentError, style: 1 | 2): string {
  return style === 1 ? String(code) : words[code];
}
