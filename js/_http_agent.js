'use strict';

// The agent of node:http under the name that old programs know it by.

module.exports = require('internal/http/agent');
