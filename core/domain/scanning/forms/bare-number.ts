import { looksLikeIccid } from '../../identity/iccid.ts';
import { hasImeiGrouping, withoutImeiSeparators } from '../../identity/imei.ts';
import { ambiguous, type FormResult, NOT_THIS_FORM } from './form-result.ts';
import { readBareSerial, readIccid, readImei, readImeisv } from './read-number.ts';

/** The grouping in which the station itself shows a serial; read back from a screen or a print it is a serial, not an IMEI. */
const OWN_GROUPING = /^\d{3} \d{3} \d{3} \d{6}$/;

/**
 * A number and nothing else. What it is follows from its length and its separators: 15 digits a serial, with separators an IMEI,
 * 16 an IMEISV, 19 or 20 beginning with 89 a SIM card. Everything else is refused.
 */
export function readBareNumber(body: string): FormResult {
  const unquoted = body.replace(/^"(.*)"$/, '$1');
  if (looksLikeIccid(unquoted)) {
    const insiders = unquoted.split(/\s+/).filter((group) => /^\d{15}$/.test(group));
    // A group that could be a unit's number by itself: no one may guess which is meant.
    return insiders.length > 0 ? ambiguous([unquoted, ...insiders]) : readIccid(unquoted);
  }
  // Two lines are two numbers, however short.
  if (!/^[0-9][0-9 \u00a0\-/]*$/.test(unquoted) || hasSeveralNumbers(unquoted)) {
    return NOT_THIS_FORM;
  }
  const digits = withoutImeiSeparators(unquoted);
  if ((digits.length === 15 || digits.length === 16) && !hasImeiGrouping(unquoted)) {
    return NOT_THIS_FORM;
  }
  if (digits.length === 16) {
    return readImeisv(unquoted);
  }
  const isSeparated = digits !== unquoted && !OWN_GROUPING.test(unquoted);
  return isSeparated && digits.length === 15 ? readImei(unquoted) : readBareSerial(digits);
}

function hasSeveralNumbers(text: string): boolean {
  return /\s/.test(text) && text.split(/\s+/).some((group) => withoutImeiSeparators(group).length >= 15);
}
