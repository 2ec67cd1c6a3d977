'use strict';

// readline.emitKeypressEvents: makes a stream emit a 'keypress' for each key
// while somebody listens for it.

const { StringDecoder } = require('string_decoder');
const { KeyReader, escape } = require('internal/readline/keys');
const { k } = require('internal/readline/symbols');
const { lengthAt } = require('internal/readline/text');

const defaultTimeoutMs = 500;

const emitting = new WeakSet(); // the streams that do

function emitKeypressEvents(stream, rl = {}) {
  if (emitting.has(stream)) return;
  emitting.add(stream);

  const { escapeCodeTimeout = defaultTimeoutMs } = rl;
  const decoder = new StringDecoder('utf8');
  const reader = new KeyReader(stream);
  let timer;

  function onData(chunk) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = decoder.write(chunk);
    if (text === '') return;
    clearTimeout(timer);
    rl[k.sawKeyPress] = lengthAt(text, 0) === text.length;
    // A tab in a chunk of several characters was pasted.
    rl.isCompletionEnabled = false;
    let length = 0;
    for (const character of text) {
      length += character.length;
      const last = length === text.length;
      if (last) rl.isCompletionEnabled = true;
      reader.feed(character);
      // Is it the key, or does it begin a sequence?
      if (last && character === escape) timer = setTimeout(() => reader.flush(), escapeCodeTimeout);
    }
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = emitKeypressEvents;
