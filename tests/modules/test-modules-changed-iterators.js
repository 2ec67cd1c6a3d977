'use strict';
// Modules load where a script has taken array iterators away, with
// diagnostics_channel loaded too.
const common = require('../common');
require('node:diagnostics_channel');

const iterate = Array.prototype[Symbol.iterator];
const prototype = Object.getPrototypeOf([][Symbol.iterator]());
const { next } = prototype;
delete Array.prototype[Symbol.iterator];
delete prototype.next;
require('node:path');
import('data:text/javascript,export default 1').then(common.mustCall(() => {
  Object.defineProperty(Array.prototype, Symbol.iterator, { value: iterate, writable: true, configurable: true });
  Object.defineProperty(prototype, 'next', { value: next, writable: true, configurable: true });
}));
