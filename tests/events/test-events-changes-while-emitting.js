'use strict';
// The listeners of an event are those there were when it was emitted, also if
// they come and go meanwhile; a nested emit sees the new ones.
const common = require('../common');
const assert = require('node:assert');
const EventEmitter = require('node:events');

{
  const calls = [];
  const ee = new EventEmitter();
  const third = () => calls.push('third');
  ee.on('x', () => {
    calls.push('first');
    ee.removeListener('x', third);
    ee.prependListener('x', () => calls.push('new'));
    if (calls.length < 2) ee.emit('x');
  });
  ee.on('x', () => calls.push('second'));
  ee.on('x', third);
  ee.emit('x');
  assert.deepStrictEqual(calls, ['first', 'new', 'first', 'second', 'second', 'third']);
}

// once: gone before it is called, and called once although nested.
{
  const ee = new EventEmitter();
  ee.once('x', common.mustCall(() => {
    assert.strictEqual(ee.listenerCount('x'), 0);
    ee.emit('x');
  }));
  ee.emit('x');
}

// A wrapper that somebody else calls, and one of two that is removed.
{
  const ee = new EventEmitter();
  const fn = common.mustCall((x) => assert.strictEqual(x, 1));
  ee.once('x', fn);
  const [wrapper] = ee.rawListeners('x');
  assert.strictEqual(wrapper.listener, fn);
  wrapper(1);
  wrapper(2);
  assert.strictEqual(ee.emit('x', 3), false);

  ee.once('y', common.mustCall());
  ee.once('y', common.mustNotCall());
  ee.removeListener('y', ee.rawListeners('y')[1]);
  ee.emit('y');
}

// Removal takes the last of equal listeners.
{
  const calls = [];
  const ee = new EventEmitter();
  const fn = () => calls.push('fn');
  ee.on('x', fn).on('x', () => calls.push('between')).on('x', fn);
  ee.off('x', fn);
  ee.emit('x');
  assert.deepStrictEqual(calls, ['fn', 'between']);
}

// A listener that throws ends the emit; the emitter is none the worse.
{
  const ee = new EventEmitter();
  ee.on('x', () => { throw new Error('stop'); });
  ee.on('x', common.mustNotCall());
  assert.throws(() => ee.emit('x'), /stop/);
  ee.removeAllListeners('x');
  ee.on('x', common.mustCall()).on('x', common.mustCall());
  ee.emit('x');
}

// removeAllListeners with a listener of 'removeListener': last ones first.
{
  const gone = [];
  const ee = new EventEmitter();
  const a = () => {};
  const b = () => {};
  ee.on('removeListener', (name, fn) => gone.push([name, fn]));
  ee.on('x', a).on('x', b).on('y', a);
  ee.removeAllListeners();
  assert.deepStrictEqual(gone, [['x', b], ['x', a], ['y', a]]);
  assert.deepStrictEqual(ee.eventNames(), []);
}
