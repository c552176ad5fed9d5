import { readControlCode } from '../control-command.ts';
import type { LabelFields } from '../parsed-label.ts';
import { type FormResult, label, NOT_THIS_FORM, unreadable } from './form-result.ts';
import { percentDecode } from './percent-decode.ts';
import { readUnitId } from './unit-id.ts';

/**
 * The station's own codes: `fitbay://job/<id>`, `fitbay://report/<id>?head=…`, `fitbay://workshop/<customer id>`,
 * `fitbay://unit/<type:serial>`, their https fallbacks, badges (`badge:<id>`) and control barcodes (`FB:NEXT`).
 */
const OWN_LINK = /^fitbay:\/{0,2}([^/?#]*)\/([^/?#]*)\/?(?:\?([^#]*))?(?:#.*)?$/i;
const HTTPS_LINK =
  /^https:\/\/[^/?#\s]+\/(?:fitbay\/|open\/)?(job|report|workshop|unit)\/([^/?#\s]+)\/?(?:\?([^#\s]*))?(?:#.*)?$/i;
const ID = /^[A-Za-z0-9._~-]{1,128}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function readStationCode(body: string): FormResult {
  const badge = /^badge:(.*)$/i.exec(body);
  if (badge) {
    return withId(badge[1], (id) => ({ badge: id }));
  }
  if (/^FB:/i.test(body)) {
    const control = readControlCode(body);
    return control.kind === 'control' ? label({ control: control.command }) : unknownCode(body);
  }
  const own = OWN_LINK.exec(body);
  if (own) {
    return readLink(own);
  }
  if (/^fitbay:/i.test(body)) {
    return unknownCode(body);
  }
  const https = HTTPS_LINK.exec(body);
  return https ? readLink(https) : NOT_THIS_FORM;
}

function readLink([whole, what = '', id, query = '']: RegExpExecArray): FormResult {
  switch (what.toLowerCase()) {
    case 'job':
      return withId(id, (job) => ({ job }));
    case 'workshop':
      return withId(id, (customer) => ({ customer }));
    case 'report': {
      const head = /(?:^|&)head=([A-Za-z0-9._~-]{1,256})(?:&|$)/i.exec(query)?.[1];
      return withId(id, (report) => (head === undefined ? { report } : { report, reportHead: head }));
    }
    case 'unit': {
      const unit = readUnitId(percentDecode(id ?? ''));
      return unit.kind === 'not-this-form' ? unknownCode(whole) : unit;
    }
    default:
      return unknownCode(whole);
  }
}

/** An id as it stands, except that UUIDs are lower case: a reader behind a Caps Lock types them in capitals. */
function withId(id: string | undefined, toFields: (id: string) => LabelFields): FormResult {
  const bare = (id ?? '').trim();
  return ID.test(bare) ? label(toFields(UUID.test(bare) ? bare.toLowerCase() : bare)) : unknownCode(bare);
}

function unknownCode(part: string): FormResult {
  return unreadable({ code: 'SCAN_UNREADABLE', detail: 'unknown-code', part });
}
