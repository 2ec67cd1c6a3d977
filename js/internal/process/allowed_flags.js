'use strict';

// process.allowedNodeEnvironmentFlags: the options that NODE_OPTIONS may have, as
// a set that knows their other spellings and cannot be changed.

const flags = [
  '--abort-on-uncaught-exception', '--conditions', '--deprecation', '--disable-warning', '--dns-result-order',
  '--enable-source-maps', '--expose-gc', '--import', '--input-type', '--network-family-autoselection',
  '--network-family-autoselection-attempt-timeout', '--no-deprecation', '--no-network-family-autoselection',
  '--no-warnings', '--pending-deprecation', '--preserve-symlinks', '--redirect-warnings', '--require',
  '--stack-trace-limit', '--throw-deprecation', '--title', '--trace-deprecation', '--trace-uncaught',
  '--trace-warnings', '--unhandled-rejections', '--warnings', '-C', '-r',
];
const bare = flags.map((flag) => flag.replace(/^--?/, ''));

class NodeEnvironmentFlagsSet extends Set {
  #all;

  constructor(list) {
    super();
    this.#all = new Set(list);
  }

  add() { return this; }
  delete() { return false; }
  clear() {}

  has(key) {
    if (typeof key !== 'string') return false;
    key = key.replace(/_/g, '-');
    if (/^--?/.test(key)) return this.#all.has(key.replace(/=.*$/, ''));
    return bare.includes(key);
  }

  entries() { return this.#all.entries(); }
  values() { return this.#all.values(); }

  forEach(callback, thisArg = undefined) {
    for (const flag of this.#all) Reflect.apply(callback, thisArg, [flag, flag, this]);
  }

  get size() { return this.#all.size; }
}

const { values } = NodeEnvironmentFlagsSet.prototype;
Object.defineProperty(NodeEnvironmentFlagsSet.prototype, Symbol.iterator, { __proto__: null, value: values });
Object.defineProperty(NodeEnvironmentFlagsSet.prototype, 'keys', { __proto__: null, value: values });
Object.freeze(NodeEnvironmentFlagsSet);
Object.freeze(NodeEnvironmentFlagsSet.prototype);

module.exports = Object.freeze(new NodeEnvironmentFlagsSet(flags));
