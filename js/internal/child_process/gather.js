'use strict';

// What exec() and execFile() add to a child: its output, collected for a
// callback, within limits of size and time.

const { genericNodeError, codes: { ERR_CHILD_PROCESS_STDIO_MAXBUFFER } } = require('internal/errors');

// Output is what came from one of the child's streams.
class Output {
  #chunks = [];
  #length = 0;
  #stream;

  constructor(stream, name, maxBuffer, encoding, overflow) {
    this.#stream = stream;
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    const tooMuch = () => overflow(new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name));
    stream.on('data', (chunk) => this.#add(chunk, maxBuffer, tooMuch));
  }

  #add(chunk, maxBuffer, overflow) {
    if (maxBuffer === Infinity) {
      this.#chunks.push(chunk);
      return;
    }
    const encoding = this.#stream.readableEncoding;
    const length = encoding ? Buffer.byteLength(chunk, encoding) : chunk.length;
    this.#length += length;
    if (this.#length <= maxBuffer) {
      this.#chunks.push(chunk);
      return;
    }
    this.#chunks.push(chunk.slice(0, maxBuffer - (this.#length - length)));
    overflow();
  }

  value(encoding) {
    return encoding || this.#stream?.readableEncoding ? this.#chunks.join('') : Buffer.concat(this.#chunks);
  }
}

// gather collects child's output and calls callback(err, stdout, stderr) once,
// when the child has closed or has failed.
function gather(child, command, options, callback) {
  const { killSignal, maxBuffer, timeout } = options;
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let failure = null;
  let killed = false;
  let finished = false;
  let timer;

  const finish = (code, signal) => {
    if (finished) return;
    finished = true;
    clearTimeout(timer);
    if (!callback) return;
    const out = stdout.value(encoding);
    const err = stderr.value(encoding);
    if (!failure && code === 0 && signal === null) {
      callback(null, out, err);
      return;
    }
    failure ||= genericNodeError(`Command failed: ${command}\n${err}`, {
      code: code < 0 ? require('util').getSystemErrorName(code) : code,
      killed: child.killed || killed,
      signal,
    });
    failure.cmd = command;
    callback(failure, out, err);
  };
  const destroyOutputs = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const kill = () => {
    destroyOutputs();
    killed = true;
    try {
      child.kill(killSignal);
    } catch (err) {
      failure = err;
      finish();
    }
  };
  const overflow = (err) => {
    failure = err;
    kill();
  };

  if (timeout > 0) timer = setTimeout(kill, timeout);
  const stdout = new Output(child.stdout, 'stdout', maxBuffer, encoding, overflow);
  const stderr = new Output(child.stderr, 'stderr', maxBuffer, encoding, overflow);
  child.addListener('close', finish);
  child.addListener('error', (err) => {
    failure = err;
    destroyOutputs();
    finish();
  });
}

module.exports = { gather };
