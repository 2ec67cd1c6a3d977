'use strict';

// node:cluster, as the primary process sees it or as one of its workers does.

const isWorker = Object.hasOwn(process.env, 'NODE_UNIQUE_ID');
module.exports = require(isWorker ? 'internal/cluster/child' : 'internal/cluster/primary');
