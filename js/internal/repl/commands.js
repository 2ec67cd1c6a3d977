'use strict';

// The commands that begin with a dot.

const fs = require('fs');
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');

const editorNotice = '// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n';

function define(repl, editor) {
  const commands = {
    break: {
      help: 'Sometimes you get stuck, this gets you out',
      action() {
        this.clearBufferedCommand();
        this.displayPrompt();
      },
    },
    clear: {
      help: repl.useGlobal ? 'Alias for .break' : 'Break, and also clear the local context',
      action() {
        this.clearBufferedCommand();
        if (!this.useGlobal) {
          this.output.write('Clearing context...\n');
          this.resetContext();
        }
        this.displayPrompt();
      },
    },
    exit: { help: 'Exit the REPL', action() { this.close(); } },
    help: { help: 'Print this help message', action() { printHelp(this); } },
    save: {
      help: 'Save all evaluated commands in this REPL session to a file',
      action(file) {
        attempt(this, file, 'save', () => {
          fs.writeFileSync(file, this.lines.join('\n'));
          this.output.write(`Session saved to: ${file}\n`);
        });
      },
    },
    load: {
      help: 'Load JS from a file into the REPL session',
      action(file) {
        attempt(this, file, 'load', () => {
          if (fs.statSync(file).isFile()) editor.load(fs.readFileSync(file, 'utf8'));
          else this.output.write(`Failed to load: ${file} is not a valid file\n`);
        });
      },
    },
  };
  if (repl.terminal) {
    commands.editor = {
      help: 'Enter editor mode',
      action() {
        editor.turnOn();
        this.output.write(editorNotice);
      },
    };
  }
  for (const [name, command] of Object.entries(commands)) repl.defineCommand(name, command);
}

function attempt(repl, file, verb, act) {
  try {
    if (file === '') throw new ERR_MISSING_ARGS('file');
    act();
  } catch (err) {
    repl.output.write(err instanceof ERR_MISSING_ARGS ? `${err.message}\n` : `Failed to ${verb}: ${file}\n`);
  }
  repl.displayPrompt();
}

function printHelp(repl) {
  const names = Object.keys(repl.commands).sort();
  const width = Math.max(...names.map((name) => name.length)) + 3;
  for (const name of names) {
    const { help } = repl.commands[name];
    repl.output.write(`.${help ? name.padEnd(width) + help : name}\n`);
  }
  repl.output.write('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
  repl.displayPrompt();
}

module.exports = { define, editorNotice };
