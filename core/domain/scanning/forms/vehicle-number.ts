import { judgeVin } from '../../identity/vin.ts';
import { type FormResult, NOT_THIS_FORM } from './form-result.ts';
import { readVin } from './read-number.ts';

/**
 * A VIN and nothing else. Without a key only a whole one counts, and only one with letters and digits in it: 17 digits alone are far
 * likelier a serial with two digits too many. Words that happen to have 17 letters in sum are kept out by their form.
 */
export function readVehicleNumber(body: string): FormResult {
  if (!/^\*?[A-Z0-9]+(?:[ -]?[A-Z0-9]+){0,3}\*?$/i.test(body)) {
    return NOT_THIS_FORM;
  }
  const judged = judgeVin(body);
  if (judged.value.length !== 17 || !/[A-Z]/.test(judged.value) || !/[0-9]/.test(judged.value)) {
    return NOT_THIS_FORM;
  }
  const isInGroups = /[ -]/.test(body);
  const looksMadeUp = !/[0-9]{4}$/.test(judged.suggestion ?? judged.value);
  return isInGroups && looksMadeUp ? NOT_THIS_FORM : readVin(body);
}
