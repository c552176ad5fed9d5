import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { durableLeveldown, type PouchConstructor, type WebApplication } from './pouch.ts';

// A server that speaks CouchDB's protocol, for `bench:sync`: `serve-peer.ts FOLDER durable|as-delivered`. It says its port as its only line.

const [folder = '', durability = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
// These packages bring no types; what is used of them stands in `pouch.ts`.
const express = require('express') as () => WebApplication;
const expressPouch = require('express-pouchdb') as (pouch: PouchConstructor, options: object) => unknown;
const PouchDB = require('pouchdb') as PouchConstructor;
const place = { prefix: `${folder}/`, ...(durability === 'durable' ? { db: durableLeveldown(require) } : {}) };
const application = express();
application.use('/', expressPouch(PouchDB.defaults(place), { mode: 'minimumForPouchDB', inMemoryConfig: true }));
const server = application.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an address with a port.
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
