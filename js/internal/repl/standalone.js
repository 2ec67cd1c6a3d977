'use strict';

// The REPL that is the program.

const { kStandalone } = require('internal/repl/symbols');

const historySize = 1000;

const invalidArgument = 9; // exit status

// start prompts the user; the process ends with the REPL. Code is run first.
function start({ code, print, inputType }) {
  if (inputType) {
    console.error('Cannot specify --input-type for REPL');
    process.exit(invalidArgument);
  }
  const REPL = require('repl');
  const { env } = process;
  const options = {
    [kStandalone]: true,
    ignoreUndefined: false,
    useGlobal: true,
    breakEvalOnSigint: true,
    replMode: env.NODE_REPL_MODE?.toLowerCase().trim() === 'strict' ? REPL.REPL_MODE_STRICT : REPL.REPL_MODE_SLOPPY,
  };
  if (Number.parseInt(env.NODE_NO_READLINE)) options.terminal = false;

  console.log(`Welcome to Node.js ${process.version}.\nType ".help" for more information.`);
  const repl = REPL.start(options);
  const size = Number(env.NODE_REPL_HISTORY_SIZE);
  repl.setupHistory({
    filePath: options.terminal ?? process.stdout.isTTY ? env.NODE_REPL_HISTORY : '',
    size: size > 0 ? size : historySize,
    onHistoryFileLoaded(err) {
      if (err) throw err;
      repl.on('exit', () => {
        if (repl.historyManager.isFlushing) repl.once('flushHistory', () => process.exit());
        else process.exit();
      });
    },
  });
  if (code === undefined) return;
  const value = require('vm').runInThisContext(code, { filename: '[eval]' });
  if (print) console.log(value);
}

module.exports = { start };
