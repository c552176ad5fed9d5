import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { createLabelPrinter } from '../../adapters/labels/create-label-printer.ts';
import { verifyAuditBundle } from '../audit-bundle.ts';
import { type DemoStep, right, sessionOf, sheetOf, wrong } from './demo-walk.ts';
import { demoSerial, demoTechnician, technicianOf } from './ownership-steps.ts';

/** The last part of the main job: the vehicle, the signature, the proof, and the way to the centre. */
const plateVin = 'WSM 000000 03111444';
const heardWithinMs = 60_000;
const sentWithinMs = 30_000;

const takeVin: DemoStep = {
  name: 'vin',
  async run({ client }, state) {
    const result = await client.bench.setVin({ sessionId: sessionOf(state), vin: plateVin });
    if (result.kind !== 'taken') {
      return wrong(result);
    }
    const view = await client.bench.pairing({ sessionId: sessionOf(state) });
    return view.kind === 'pairing' && view.pairing.prediction === 'AutoPair' && view.pairing.agreement === 'all-agree'
      ? right(state, 'plate, unit and asset agree; AutoPair is predicted')
      : wrong(view);
  },
};

/** The unit itself is heard over its mobile network; the cloud pairs, and the station learns it by syncing. */
const pairing: DemoStep = {
  name: 'pairing',
  async run(walk, state) {
    const { client } = walk;
    const waiting = await client.bench.awaitAutomaticPairing({ sessionId: sessionOf(state) });
    // The unit reports since it was configured: the cloud may have been quicker than the technician.
    const isQuicker = waiting.kind === 'refused' && waiting.reason === 'already-paired';
    if (waiting.kind !== 'updated' && !isQuicker) {
      return wrong(waiting);
    }
    const deadlineMs = performance.now() + heardWithinMs;
    for (;;) {
      const sync = await client.sync.run();
      const { pairing: is } = (await sheetOf(walk, state)).session;
      if (is.kind === 'paired' && is.reason === 'AutoPair') {
        return right(state, `the unit was heard and paired with ${is.assetLabel}`);
      }
      if (is.kind !== 'awaiting-automatic' || performance.now() > deadlineMs) {
        return wrong({ pairing: is, sync });
      }
      await sleep(500);
    }
  },
};

const sign: DemoStep = {
  name: 'sign',
  async run({ client }, state) {
    const pin = demoFleet.people.find(({ displayName }) => displayName === demoTechnician)?.pin ?? '';
    const result = await client.bench.sign({
      sessionId: sessionOf(state),
      pin,
      result: 'succeeded',
      remarks: null,
      signatureSvgPath: null,
    });
    return result.kind === 'signed'
      ? right(
          { ...state, reportNumber: result.reportNumber },
          `signed by ${demoTechnician}, report ${result.reportNumber}`,
        )
      : wrong(result);
  },
};

const report: DemoStep = {
  name: 'report',
  async run({ client, out }, state) {
    const made = await client.bench.report({ sessionId: sessionOf(state) });
    if (made.kind !== 'report' || made.draft) {
      return wrong(made.kind === 'report' ? 'the report is still a draft' : made);
    }
    const path = join(out, made.fileName);
    writeFileSync(path, Buffer.from(made.pdfBase64, 'base64'));
    return right({ ...state, report: path }, `${path}, ${made.pages} page(s)`);
  },
};

const label: DemoStep = {
  name: 'label',
  async run(walk, state) {
    const { session } = await sheetOf(walk, state);
    const { signOff, pairing: paired, unit } = session;
    invariant(signOff.kind === 'signed' && paired.kind === 'paired' && unit !== null, 'the label comes last');
    const content = {
      title: paired.assetLabel,
      code: demoSerial,
      lines: [session.customerName, `Report ${signOff.reportNumber}`, signOff.result],
      // A reader that meets the label opens the unit's sheet.
      link: formatUnitKey(unit),
    };
    const printer = createLabelPrinter();
    const sheet = await printer.sheet([content], { locale: 'en', paper: 'a4', usedLabels: 0 });
    if (sheet.kind !== 'printed') {
      return wrong(sheet);
    }
    const path = join(walk.out, `label-${demoSerial}.pdf`);
    writeFileSync(path, sheet.pdf);
    writeFileSync(join(walk.out, `label-${demoSerial}.zpl`), printer.zpl(content));
    return right({ ...state, label: path }, `${path}, and the same as ZPL`);
  },
};

const sync: DemoStep = {
  name: 'sync',
  async run({ client }, state) {
    const deadlineMs = performance.now() + sentWithinMs;
    for (;;) {
      const status = await client.sync.run();
      if (status.pending === 0 && status.needsYou === 0 && status.state === 'online') {
        return right(state, 'nothing waits any more');
      }
      if (performance.now() > deadlineMs) {
        return wrong(status);
      }
      await sleep(300);
    }
  },
};

const auditAtStation: DemoStep = {
  name: 'audit-station',
  async run({ client, dataFolder, out }, state) {
    const finding = await client.audit.verify();
    const proof = await client.access.stepUp({ act: 'audit-export', pin: (await technicianOf(client))?.pin ?? '' });
    if (finding.kind !== 'intact' || proof.kind !== 'proved') {
      return wrong([finding, proof]);
    }
    const bundle = await collectAuditBundle(client.audit);
    const path = join(out, 'audit-bundle.json');
    writeFileSync(path, `${JSON.stringify(bundle)}\n`);
    const again = verifyAuditBundle(bundle, { dataFolder });
    return again.kind === 'intact'
      ? right({ ...state, bundle: path, auditHead: again.head }, `${again.entries} entries intact, ${path}`)
      : wrong(again);
  },
};

const auditAtCloud: DemoStep = {
  name: 'audit-cloud',
  async run({ client }, state) {
    const answer = await client.audit.atCloud({ sessionId: sessionOf(state) });
    if (answer.kind !== 'rows') {
      return wrong(answer);
    }
    const transfers = answer.rows.filter(({ transferId }) => transferId === state.transferId);
    const sides = new Set(transfers.map(({ organizationName }) => organizationName));
    return sides.size === 2
      ? right(state, `${[...sides].join(' and ')} both hold transfer ${state.transferId}`)
      : wrong({ transferId: state.transferId, rows: answer.rows });
  },
};

export const closingSteps: readonly DemoStep[] = [
  takeVin,
  pairing,
  sign,
  report,
  label,
  sync,
  auditAtStation,
  auditAtCloud,
];
