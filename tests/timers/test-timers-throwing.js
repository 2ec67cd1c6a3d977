'use strict';
// What throws in a timer's callback does not stop the others.
const common = require('../common');
const assert = require('node:assert');

const step = common.order('timer', 'error a', 'timer', 'error b', 'last timer',
                          'immediate', 'error c', 'last immediate');

process.on('uncaughtException', common.mustCall((err, origin) => {
  assert.strictEqual(origin, 'uncaughtException');
  step(`error ${err}`);
}, 3));

for (const name of ['a', 'b']) {
  setTimeout(() => {
    step('timer');
    throw name;
  }, 1);
}
setTimeout(() => {
  step('last timer');
  setImmediate(() => {
    step('immediate');
    throw 'c';
  });
  setImmediate(step, 'last immediate');
}, 1);
