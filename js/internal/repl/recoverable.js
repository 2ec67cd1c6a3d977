'use strict';

// The error with which an eval function asks for another row.
class Recoverable extends SyntaxError {
  constructor(err) {
    super();
    this.err = err;
  }
}

module.exports = { Recoverable };
