'use strict';

// Steps through text by characters and words.

const astral = 0x10000;

// lengthBefore is how many units the character before index has.
function lengthBefore(text, index) {
  if (index <= 0) return 0;
  return text.codePointAt(index - 2) >= astral || text.codePointAt(index - 1) >= astral ? 2 : 1;
}

// lengthAt is how many units the character at index has. Behind the end it is
// one, so that a step to the right there is one that can be taken notice of.
function lengthAt(text, index) {
  return text.codePointAt(index) >= astral ? 2 : 1;
}

// wordBefore is the length of the last word of text with the space behind it.
// The text is reversed because a pattern that ends with $ would be tried at
// each of its characters.
function wordBefore(text) {
  const reversed = Array.from(text).reverse().join('');
  return /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed)[0].length;
}

function commonPrefix(texts) {
  if (texts.length === 0) return '';
  const sorted = [...texts].sort();
  const first = sorted[0];
  const last = sorted[sorted.length - 1];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}

// reverseLines turns the order of lines round that `from` separates, and
// separates them by `to`.
function reverseLines(text, from = '\r', to = '\r') {
  return text.split(from).reverse().join(to);
}

module.exports = { lengthBefore, lengthAt, wordBefore, commonPrefix, reverseLines };
