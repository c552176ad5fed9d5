import { GROUP_SEPARATOR, type ScanText } from '../scan-text.ts';
import { type FormResult, NOT_THIS_FORM, unreadable } from './form-result.ts';
import { type ElementString, parseBracketedElements, parseElementString } from './gs1-element-string.ts';
import { gs1Fields } from './gs1-fields.ts';
import { hasValidGtinDigit } from './gtin.ts';

/**
 * GS1 element strings, with or without the reader's word that they are GS1. Without it only a separator, printed brackets or a
 * complete trade item number with a fitting check digit is proof enough: a plain number may begin with 01, too.
 */
export function readGs1Code({ body, symbology }: ScanText): FormResult {
  const bracketed = parseBracketedElements(body);
  if (bracketed.kind !== 'not-gs1') {
    return fieldsOf(bracketed);
  }
  if (symbology === 'gs1' || body.includes(GROUP_SEPARATOR)) {
    return fieldsOf(parseElementString(body));
  }
  if (symbology === 'unknown' && /^01\d{14}./.test(body) && hasValidGtinDigit(body.slice(2, 16))) {
    const unmarked = parseElementString(body);
    return unmarked.kind === 'elements' ? gs1Fields(unmarked.elements) : NOT_THIS_FORM;
  }
  return NOT_THIS_FORM;
}

function fieldsOf(parsed: ElementString): FormResult {
  switch (parsed.kind) {
    case 'elements':
      return gs1Fields(parsed.elements);
    case 'malformed':
      // No second try as a plain number: a code that broke off must not turn into somebody else's serial.
      return unreadable({ code: 'SCAN_UNREADABLE', detail: 'gs1-malformed' });
    case 'not-gs1':
      return NOT_THIS_FORM;
  }
}
