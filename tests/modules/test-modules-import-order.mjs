// import() evaluates a module after the code that asks for it, as a promise
// job; what the program's ES module queues with nextTick comes after that.
import common from '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import { pathToFileURL } from 'node:url';

globalThis.log = [];
const { log } = globalThis;
const dir = pathToFileURL(tree({
  'a.mjs': 'log.push("a"); process.nextTick(() => log.push("tick of a"))',
  'b.cjs': 'log.push("b")',
}));
process.nextTick(() => log.push('tick'));
Promise.resolve().then(() => log.push('job'));
import(`${dir}/a.mjs`).then(() => log.push('imported a'));
import(`${dir}/b.cjs`).then(() => log.push('imported b'));
log.push('end');
setImmediate(common.mustCall(() => {
  assert.deepStrictEqual(log, ['end', 'job', 'a', 'b', 'imported a', 'imported b', 'tick', 'tick of a']);
}));
