'use strict';

// node:test: tests that a script makes run when it has been loaded, and are
// reported on standard output.

const { defineLazy } = require('internal/lazy');
const { add, parent } = require('internal/test/harness');
const { Suite, Test, current } = require('internal/test/test');
const { missingFunctions } = require('internal/unavailable');

// maker makes test() or suite(), with the forms that set an option.
function maker(Class) {
  const make = (name, options, fn) => add(Class, name, options, fn);
  for (const keyword of ['expectFailure', 'skip', 'todo', 'only']) {
    make[keyword] = (name, options, fn) => add(Class, name, options, fn, { [keyword]: true });
  }
  return make;
}

function hook(kind) {
  return (fn, options) => parent().addHook(kind, fn, options);
}

const test = maker(Test);
const suite = maker(Suite);

function getTestContext() {
  return current.getStore()?.context;
}

module.exports = Object.assign(test, {
  after: hook('after'),
  afterEach: hook('afterEach'),
  before: hook('before'),
  beforeEach: hook('beforeEach'),
  describe: suite,
  getTestContext,
  it: test,
  suite,
  test,
  assert: { register: require('internal/test/context').register },
  snapshot: missingFunctions('test.snapshot', { setDefaultSnapshotSerializers: 1, setResolveSnapshotPath: 1 }),
  ...missingFunctions('test', { run: 0 }),
});
defineLazy(module.exports, { mock: () => new (require('internal/test/mock').MockTracker)() });
