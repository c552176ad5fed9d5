// What surrounds and closes the measured part of a report: ownership, pairing, remarks, signatures, and the line at the foot of each page.
import type { JobReport, ReportSignature } from '#core/domain/reports/job-report.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode } from './page-node.ts';
import { fontSize, ink, margins } from './paper.ts';
import { spokenFingerprint } from './report-head.ts';
import { reportParagraph, reportTable, type Sheet } from './report-table.ts';
import { statusMark } from './status-mark.ts';

export function reportOwnership({ ownership }: JobReport, { texts, contentWidth }: Sheet): PageNode {
  if (ownership.kind === 'already-owned') {
    return reportParagraph(texts.t('report.ownership'), [
      { text: texts.t('report.already-owned', { owner: ownership.owner }) },
    ]);
  }
  if (ownership.kind === 'not-transferred') {
    const { to, reason } = ownership;
    return reportParagraph(texts.t('report.ownership'), [{ text: texts.t('report.not-transferred', { to, reason }) }]);
  }
  const columns = [
    { title: texts.t('report.from'), share: 128 },
    { title: texts.t('report.to'), share: 128 },
    { title: texts.t('report.accepted'), share: 130 },
    { title: texts.t('report.transfer'), share: 94 },
  ] as const;
  const accepted: PageNode =
    ownership.kind === 'transferred'
      ? { text: texts.date(ownership.acceptedAt, 'date-time-seconds') }
      : {
          columns: [
            { ...statusMark('waiting', 9), margin: [0, 1.2, 0, 0] },
            { text: texts.t('report.requested', { at: texts.date(ownership.requestedAt, 'date-time') }), bold: true },
          ],
          columnGap: 5,
        };
  const row: PageNode[] = [
    { text: ownership.from },
    { text: ownership.to },
    accepted,
    { text: ownership.transferId, font: 'mono' },
  ];
  return reportTable({ heading: texts.t('report.ownership'), columns, rows: [row] }, contentWidth);
}

export function reportPairing(report: JobReport, texts: Texts): PageNode {
  const sentences = [pairingSentence(report, texts), firstMessage(report, texts)].filter((sentence) => sentence !== '');
  return reportParagraph(texts.t('report.pairing'), [{ text: sentences.join(' ') }]);
}

function pairingSentence({ pairing }: JobReport, texts: Texts): string {
  switch (pairing.kind) {
    case 'automatic':
      return texts.t(`report.pairing-${pairing.match}`, { asset: pairing.asset, at: texts.date(pairing.at, 'time') });
    case 'by-hand':
      return texts.t('report.pairing-by-hand', {
        asset: pairing.asset,
        by: pairing.by,
        at: texts.date(pairing.at, 'time'),
      });
    case 'expected':
      return pairing.asset === null
        ? texts.t('report.pairing-expected-any')
        : texts.t('report.pairing-expected', { asset: pairing.asset });
    case 'requested':
    case 'ending':
      return texts.t(`report.pairing-${pairing.kind}`, {
        asset: pairing.asset,
        by: pairing.by,
        at: texts.date(pairing.at, 'time'),
      });
    case 'left-open':
      return texts.t('report.pairing-left-open', { reason: pairing.reason });
    case 'failed':
      return texts.t(`report.pairing-${pairing.reason}`, { at: texts.date(pairing.at, 'time') });
    case 'not-wanted':
      return texts.t('report.pairing-not-wanted');
  }
}

function firstMessage({ firstMessage: message }: JobReport, texts: Texts): string {
  if (message === null) {
    return '';
  }
  const at = texts.date(message.at, 'time');
  if (message.position === null) {
    return texts.t('report.first-message', { at });
  }
  const { latitude, longitude } = message.position;
  const degrees = (value: number) =>
    texts.number(Math.abs(value), { minimumFractionDigits: 3, maximumFractionDigits: 5 });
  const place = texts.t('report.position', {
    latitude: degrees(latitude),
    northSouth: latitude < 0 ? 'south' : 'north',
    longitude: degrees(longitude),
    eastWest: longitude < 0 ? 'west' : 'east',
  });
  return texts.t('report.first-message-at', { at, place });
}

export function reportRemarks({ remarks }: JobReport, texts: Texts): PageNode[] {
  return remarks.length === 0
    ? []
    : [
        reportParagraph(
          texts.t('report.remarks'),
          remarks.map((text): PageNode => ({ text })),
        ),
      ];
}

/** Signature lines two abreast; without a customer's signature an empty line is left for one. */
export function reportSignatures({ signatures }: JobReport, { texts, contentWidth }: Sheet): PageNode {
  const gap = 30;
  const width = (contentWidth - gap) / 2;
  const boxes = signatures.map((signature) => signatureBox(signedWords(signature, texts), signature.drawing, width));
  if (!signatures.some((signature) => signature.role === 'customer')) {
    boxes.push(signatureBox(texts.t('report.sign-customer'), null, width));
  }
  const lines = boxes.flatMap((box, index) =>
    index % 2 === 0 ? [[box, boxes[index + 1] ?? { text: '', width }]] : [],
  );
  return {
    stack: lines.map((columns): PageNode => ({ columns, columnGap: gap, margin: [0, 9, 0, 0] })),
    unbreakable: true,
    margin: [0, 7, 0, 0],
  };
}

function signedWords({ name, role, method, at }: ReportSignature, texts: Texts): string {
  return texts.t('report.signed', { name, role, method, at: texts.date(at, 'time') });
}

const drawingHeight = 27;

function signatureBox(words: string, drawing: ReportSignature['drawing'], width: number): PageNode {
  const scale = drawing === null ? 1 : Math.min(drawingHeight / drawing.height, (width * 0.7) / drawing.width);
  const strokes =
    drawing === null
      ? ''
      : `<g transform="scale(${scale})"><path d="${drawing.path}" fill="none" stroke="#12263a" stroke-width="${1.3 / scale}" stroke-linecap="round" stroke-linejoin="round"/></g>`;
  const line = `<path d="M0 ${drawingHeight + 2}H${width}" stroke="${ink.strongLine}" stroke-width="0.8" fill="none"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${drawingHeight + 3}">${strokes}${line}</svg>`;
  return { width, stack: [{ svg }, { text: words, fontSize: fontSize.table, margin: [0, 3, 0, 0] }] };
}

export interface PagePlace {
  readonly page: number;
  readonly pages: number;
}

/** Foot of every page: what ties the paper to the audit trail, how the record came about, and the page's number. */
export function reportFoot(report: JobReport, { texts, contentWidth }: Sheet, place: PagePlace): PageNode {
  const { audit } = report;
  const rule = `<svg xmlns="http://www.w3.org/2000/svg" width="${contentWidth}" height="1"><path d="M0 0.5H${contentWidth}" stroke="${ink.bandEdge}" stroke-width="0.6"/></svg>`;
  const evidence = texts.t('report.audit', {
    fingerprint: spokenFingerprint(audit.head),
    station: audit.station,
    first: texts.number(audit.firstSequence),
    last: texts.number(audit.lastSequence),
  });
  const copy = reprint(report, texts);
  const line: PageNode = {
    columns: [
      { text: evidence, font: 'mono', width: 'auto', noWrap: true },
      { text: offline(report, texts), alignment: 'center', width: '*' },
      {
        text: texts.t('report.page', { page: place.page, pages: place.pages }),
        alignment: 'right',
        width: 'auto',
        noWrap: true,
      },
    ],
    columnGap: 12,
    margin: [0, 4, 0, 0],
  };
  return {
    margin: [margins.left, 4, margins.left, 0],
    color: ink.quiet,
    fontSize: fontSize.small,
    stack: [{ svg: rule }, line, ...(copy === '' ? [] : [{ text: copy, bold: true, margin: [0, 1, 0, 0] as const }])],
  };
}

function offline({ recordedOffline }: JobReport, texts: Texts): string {
  if (recordedOffline === null) {
    return '';
  }
  const at = texts.date(recordedOffline.at, 'time');
  return recordedOffline.sentAt === null
    ? texts.t('report.offline-waiting', { at })
    : texts.t('report.offline-sent', { at, sentAt: texts.date(recordedOffline.sentAt, 'time') });
}

function reprint({ reprintOf, printedAt }: JobReport, texts: Texts): string {
  return reprintOf === null
    ? ''
    : texts.t('report.reprint', {
        at: texts.date(printedAt, 'date-time'),
        signedAt: texts.date(reprintOf.signedAt, 'date-time'),
      });
}
