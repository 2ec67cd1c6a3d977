'use strict';
// What Node tells of itself on diagnostics channels: modules that are required
// and imported, and processes that are started.
const common = require('../common');
const assert = require('node:assert');
const dc = require('node:diagnostics_channel');
const { ChildProcess, spawn } = require('node:child_process');
const { pathToFileURL } = require('node:url');

// record lists what a tracing channel tells while fn runs.
function record(name, fn) {
  const list = [];
  const channel = dc.tracingChannel(name);
  const handlers = {};
  for (const step of ['start', 'end', 'asyncStart', 'asyncEnd', 'error'])
    handlers[step] = (message) => list.push([step, { ...message }]);
  channel.subscribe(handlers);
  const stop = () => {
    channel.unsubscribe(handlers);
    return list;
  };
  const result = fn();
  return typeof result?.then === 'function' ? result.then(stop) : stop();
}

const required = { parentFilename: __filename, id: 'node:http' };
assert.deepStrictEqual(record('module.require', () => { required.result = require('node:http'); }), [
  ['start', { parentFilename: __filename, id: 'node:http' }],
  ['end', required],
]);

let error;
const missing = record('module.require', () => { try { require('./missing'); } catch (err) { error = err; } });
assert.deepStrictEqual(missing.map(([step]) => step), ['start', 'error', 'end']);
assert.strictEqual(missing[1][1].error, error);
assert.strictEqual(missing[1][1].id, './missing');

const created = [];
const onCreated = ({ process: child }) => created.push(child);
dc.subscribe('child_process', onCreated);
let child;
const spawned = record('child_process.spawn', () => { child = spawn(process.execPath, ['-v']); });
assert.deepStrictEqual(spawned.map(([step]) => step), ['start', 'end']);
assert.strictEqual(spawned[0][1].process, child);
assert.strictEqual(spawned[0][1].options.file, process.execPath);
const failed = record('child_process.spawn', () => { spawn('does-not-exist').on('error', common.mustCall()); });
assert.deepStrictEqual(failed.map(([step]) => step), ['start', 'error']);
assert.strictEqual(failed[1][1].error.code, 'ENOENT');
dc.unsubscribe('child_process', onCreated);
assert.strictEqual(created.length, 2);
assert.ok(created[0] === child && created[1] instanceof ChildProcess);

(async () => {
  const parentURL = pathToFileURL(__filename).href;
  const imported = await record('module.import', () => import('node:https'));
  assert.deepStrictEqual(imported.map(([step]) => step), ['start', 'end', 'asyncStart', 'asyncEnd']);
  assert.deepStrictEqual(imported[3][1], { parentURL, url: 'node:https', result: await import('node:https') });
  const broken = await record('module.import', () => import('./missing.mjs').catch(() => {}));
  assert.deepStrictEqual(broken.map(([step]) => step), ['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
  assert.strictEqual(broken[2][1].error.code, 'ERR_MODULE_NOT_FOUND');
})().then(common.mustCall());
