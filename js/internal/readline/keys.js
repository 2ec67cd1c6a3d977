'use strict';

// Tells keys from what terminals send for them.

const { lengthAt } = require('internal/readline/text');

// The sequences of each key, without the escape in front: of xterm, gnome,
// rxvt, PuTTY, Cygwin and libuv.
const plain = {
  'f1': '[P OP [11~ [[A',
  'f2': '[Q OQ [12~ [[B',
  'f3': '[R OR [13~ [[C',
  'f4': '[S OS [14~ [[D',
  'f5': '[15~ [[E',
  'f6': '[17~',
  'f7': '[18~',
  'f8': '[19~',
  'f9': '[20~',
  'f10': '[21~',
  'f11': '[23~',
  'f12': '[24~',
  'up': '[A OA',
  'down': '[B OB',
  'right': '[C OC',
  'left': '[D OD',
  'clear': '[E OE',
  'end': '[F OF [4~ [8~',
  'home': '[H OH [1~ [7~',
  'insert': '[2~',
  'delete': '[3~',
  'pageup': '[5~ [[5~',
  'pagedown': '[6~ [[6~',
  'paste-start': '[200~',
  'paste-end': '[201~',
};

// rxvt has sequences of its own for keys together with a modifier.
const withShift = {
  'up': '[a',
  'down': '[b',
  'right': '[c',
  'left': '[d',
  'clear': '[e',
  'insert': '[2$',
  'delete': '[3$',
  'pageup': '[5$',
  'pagedown': '[6$',
  'home': '[7$',
  'end': '[8$',
  'tab': '[Z',
};
const withCtrl = {
  'up': 'Oa',
  'down': 'Ob',
  'right': 'Oc',
  'left': 'Od',
  'clear': 'Oe',
  'insert': '[2^',
  'delete': '[3^',
  'pageup': '[5^',
  'pagedown': '[6^',
  'home': '[7^',
  'end': '[8^',
};

const byCode = { __proto__: null };
function register(table, modifiers) {
  for (const [name, codes] of Object.entries(table))
    for (const code of codes.split(' ')) byCode[code] = { name, ...modifiers };
}
register(plain);
register(withShift, { shift: true });
register(withCtrl, { ctrl: true });

const escape = '\x1b';
const characters = {
  '__proto__': null,
  '\r': 'return',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  '\x1b': 'escape',
  ' ': 'space',
};

// What a longer sequence can begin with.
const unfinished = /^\x1b{1,2}(?:O\d?|\[\[?\d{0,3}(?:;\d?)?)?$/;

// The forms of sequences: a number with a modifier and ~, ^ or $; a number of
// three digits and ~; a letter with a modifier. Two escapes are as one.
const sequence = /^\x1b{1,2}(?:(O)(\d?)([^]?)|(\[\[?)([^]*))$/;
const numbered = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/;
const lettered = /^(?:(?:\d;)?(\d))?([A-Za-z])$/;

// A modifier is one more than the sum of these.
const shiftBit = 1;
const altBits = 2 | 8;
const ctrlBit = 4;

function readCode(match) {
  const [, ssThree, ssModifier, ssLetter, bracket, rest] = match;
  if (ssThree) return { code: ssThree + ssLetter, modifier: ssModifier ? ssModifier - 1 : 0 };
  const number = numbered.exec(rest);
  if (number?.[4]) return { code: bracket + number[4], modifier: 0 };
  if (number) return { code: bracket + number[1] + number[3], modifier: (number[2] || 1) - 1 };
  const letter = lettered.exec(rest);
  if (letter) return { code: bracket + letter[2], modifier: (letter[1] || 1) - 1 };
  return { code: bracket + rest, modifier: 0 };
}

function readSequence(key, match) {
  const { code, modifier } = readCode(match);
  key.ctrl = (modifier & ctrlBit) !== 0;
  key.meta = (modifier & altBits) !== 0;
  key.shift = (modifier & shiftBit) !== 0;
  key.code = code;
  Object.assign(key, byCode[code] ?? { name: 'undefined' });
}

function readCharacter(key, text) {
  const escapes = /^\x1b{0,2}/.exec(text)[0].length;
  const character = text.slice(escapes);
  const meta = escapes > 0;
  if (characters[character]) {
    Object.assign(key, { name: characters[character], meta });
  } else if (!meta && character <= '\x1a') {
    key.name = String.fromCharCode(character.charCodeAt(0) + 'a'.charCodeAt(0) - 1);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(character)) {
    Object.assign(key, { name: character.toLowerCase(), shift: /^[A-Z]$/.test(character), meta });
  } else if (meta) {
    // Nothing came behind the escape: it was the key.
    Object.assign(key, { name: character === '' ? 'escape' : undefined, meta });
  }
}

// KeyReader is fed characters and emits a 'keypress' of its stream for each key
// that they make up.
class KeyReader {
  #stream;
  #text = '';

  constructor(stream) {
    this.#stream = stream;
  }

  feed(character) {
    const text = this.#text + character;
    this.#text = text;
    if (unfinished.test(text)) return;
    this.#finish();
  }

  // Takes what has come as all that there is to the key.
  flush() {
    if (this.#text !== '') this.#finish();
  }

  #finish() {
    const text = this.#text;
    this.#text = ''; // a listener may throw
    const key = { sequence: text, name: undefined, ctrl: false, meta: false, shift: false };
    const escaped = text[0] === escape;
    const match = sequence.exec(text);
    if (match !== null) readSequence(key, match);
    else readCharacter(key, text);
    if (key.name !== undefined || escaped) this.#stream.emit('keypress', escaped ? undefined : text, key);
    else if (lengthAt(text, 0) === text.length) this.#stream.emit('keypress', text, key);
  }
}

module.exports = { KeyReader, escape };
