'use strict';

// until waits for an event. Unlike events.once it lets 'error' go its own way:
// clients report there what they then mend.
exports.until = (emitter, name) => new Promise((resolve) => emitter.once(name, (...args) => resolve(args)));
