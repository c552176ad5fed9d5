import { isSerial, judgeSerial } from '../../identity/serial.ts';
import type { LabelFields, LabelWarning } from '../parsed-label.ts';
import { ambiguous, type FormResult, label, unreadable } from './form-result.ts';
import type { Gs1Element } from './gs1-element-string.ts';
import { hasValidGtinDigit } from './gtin.ts';

/**
 * What GS1 elements say about a unit: 01 is the trade item, 21 its serial, 8002 the mobile equipment identifier (IMEI). The rest
 * (lot, dates, weights) is read over.
 */
export function gs1Fields(elements: readonly Gs1Element[]): FormResult {
  for (const ai of ['01', '21', '8002']) {
    const values = [...new Set(elements.filter((element) => element.ai === ai).map((element) => element.value))];
    if (values.length > 1) {
      return ambiguous(values);
    }
  }
  const gtin = firstValue(elements, '01');
  const serial = firstValue(elements, '21');
  const imei = firstValue(elements, '8002');
  if (serial !== undefined && /^0+$/.test(serial)) {
    return unreadable({ code: 'SERIAL_FORMAT', detail: 'all-zeros', part: serial });
  }
  const isImei = imei !== undefined && isSerial(imei);
  if (gtin === undefined && serial === undefined && !isImei) {
    return unreadable({ code: 'SCAN_UNREADABLE', detail: 'no-unit' });
  }
  const fields: LabelFields = {
    ...(serial === undefined ? {} : { serial }),
    ...(isImei ? { imei } : {}),
    ...(gtin === undefined ? {} : { gtin }),
  };
  return label(fields, [
    ...(serial === undefined ? [] : judgeSerial(serial).codes),
    ...(isImei ? judgeSerial(imei).codes : []),
    ...gtinWarnings(gtin),
  ]);
}

function firstValue(elements: readonly Gs1Element[], ai: string): string | undefined {
  return elements.find((element) => element.ai === ai)?.value;
}

function gtinWarnings(gtin: string | undefined): readonly LabelWarning[] {
  return gtin === undefined || hasValidGtinDigit(gtin) ? [] : ['GTIN_CHECKDIGIT'];
}
