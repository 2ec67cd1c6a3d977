'use strict';

// The prompt of a line's second row and those that follow.
module.exports = { continuation: '| ' };
