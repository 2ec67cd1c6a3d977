'use strict';

module.exports = {
  kStandalone: Symbol('kStandaloneREPL'), // the option of the REPL that is the program
};
