import { type FormResult, NOT_THIS_FORM } from './form-result.ts';
import type { Gs1Element } from './gs1-element-string.ts';
import { gs1Fields } from './gs1-fields.ts';
import { fitsIdentifier, readIdentifier } from './gs1-identifiers.ts';
import { percentDecode } from './percent-decode.ts';

/**
 * GS1 Digital Link (GS1 Digital Link Standard: URI Syntax): `https://id.gs1.org/01/09504000059101/21/12345?17=260101`. Any host
 * may serve it; the path must hold the trade item number, as `/01/…` or with the older name `/gtin/…`.
 */
const LINK = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#.*)?$/i;
const NAMES: Readonly<Record<string, string>> = { gtin: '01', ser: '21', lot: '10', cpv: '22' };

export function readGs1DigitalLink(body: string): FormResult {
  const [, path = '', query = ''] = LINK.exec(body) ?? [];
  const segments = path.split('/').slice(1).map(percentDecode);
  const start = segments.findIndex((segment, index) => isTradeItem(segment, segments[index + 1]));
  if (start < 0) {
    return NOT_THIS_FORM;
  }
  const elements: Gs1Element[] = [];
  for (let index = start; index + 1 < segments.length; index += 2) {
    elements.push(...elementOf(segments[index], segments[index + 1]));
  }
  for (const pair of query.split(/[&;]/)) {
    const [name = '', value = ''] = pair.split('=');
    elements.push(...elementOf(percentDecode(name), percentDecode(value)));
  }
  return gs1Fields(elements);
}

function isTradeItem(segment: string, value: string | undefined): boolean {
  return identifierOf(segment) === '01' && /^(?:\d{8}|\d{12,14})$/.test(value ?? '');
}

/** One element or none: a link may carry parameters that are not GS1's. */
function elementOf(name = '', value = ''): readonly Gs1Element[] {
  const ai = identifierOf(name);
  // Shorter numbers of the same family are written with leading zeros (GS1 General Specifications 3.2.2).
  const full = ai === '01' ? value.padStart(14, '0') : value;
  const reading = readIdentifier(ai);
  const isWhole = reading.kind === 'identifier' && reading.identifier.ai === ai;
  return isWhole && fitsIdentifier(reading.identifier, full) ? [{ ai, value: full }] : [];
}

function identifierOf(name: string): string {
  return NAMES[name.toLowerCase()] ?? name;
}
