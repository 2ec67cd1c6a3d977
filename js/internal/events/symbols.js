'use strict';

// An option of events.on: hand out an event's first argument, not all of them.
const kFirstEventParam = Symbol('nodejs.kFirstEventParam');

module.exports = { kFirstEventParam };
