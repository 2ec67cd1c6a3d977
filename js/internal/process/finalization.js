'use strict';

// process.finalization: functions that are called before the process exits, for
// objects that are still there.

const { validateObject, kValidateObjectAllowFunction } = require('internal/validators');

const registered = { __proto__: null, exit: new Set(), beforeExit: new Set() };
let registry;

function callAll(event) {
  for (const { ref, fn } of registered[event]) {
    const object = ref.deref();
    if (object !== undefined) fn(object, event);
  }
  registered[event].clear();
}

const listeners = { __proto__: null, exit: () => callAll('exit'), beforeExit: () => callAll('beforeExit') };

function remove(matches) {
  for (const event of ['exit', 'beforeExit']) {
    for (const entry of registered[event]) if (matches(entry)) registered[event].delete(entry);
    if (registered[event].size === 0) process.removeListener(event, listeners[event]);
  }
}

function add(event, object, fn) {
  validateObject(object, 'obj', kValidateObjectAllowFunction);
  if (registered[event].size === 0) process.on(event, listeners[event]);
  const entry = { ref: new WeakRef(object), fn };
  registry ??= new FinalizationRegistry((collected) => remove((other) => other === collected));
  registry.register(object, entry);
  registered[event].add(entry);
}

const warned = new Set();

function warn(name) {
  if (warned.has(name)) return;
  warned.add(name);
  process.emitWarning(`process.finalization.${name} is an experimental feature and might change at any time`,
                      'ExperimentalWarning');
}

module.exports = {
  register(object, fn) {
    warn('register');
    add('exit', object, fn);
  },
  registerBeforeExit(object, fn) {
    warn('registerBeforeExit');
    add('beforeExit', object, fn);
  },
  unregister(object) {
    warn('unregister');
    if (!registry) return;
    registry.unregister(object);
    remove(({ ref }) => ref.deref() === undefined || ref.deref() === object);
  },
};
