'use strict';

// The global Temporal, made when a script first names it: temporal-polyfill,
// kept from the globals that it would define by itself.

const own = { process };
require('vendor/temporal-polyfill/global')(
  {}, {}, TypeError, RangeError, own, { __proto__: Intl, DateTimeFormat: Intl.DateTimeFormat },
);

module.exports = { Temporal: own.Temporal, toTemporalInstant: Date.prototype.toTemporalInstant };
