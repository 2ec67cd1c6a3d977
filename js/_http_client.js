'use strict';

// The client of node:http under the name that old programs know it by.

const { ClientRequest } = require('internal/http/client');

module.exports = { ClientRequest };
