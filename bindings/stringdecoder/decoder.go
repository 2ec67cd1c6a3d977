// Package stringdecoder is node:string_decoder, for scripts and for the streams
// that setEncoding was called on: bytes become strings without a character
// being torn apart where one chunk ends and the next begins.
package stringdecoder

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// maxIncomplete is how many bytes of an incomplete character are kept: of
// UTF-8 three and room for the fourth, of UTF-16 a lead surrogate and half of
// its other half.
const maxIncomplete = 4

// Decoder decodes a series of chunks. Its counters are those of Node's, which
// scripts read as lastNeed and lastTotal. Source:
// nodejs/node:src/string_decoder.cc.
type Decoder struct {
	enc        buffer.Encoding
	buffered   uint8 // bytes in incomplete
	missing    uint8 // bytes that complete the character
	incomplete [maxIncomplete]byte
}

// New returns a decoder for enc.
func New(enc buffer.Encoding) *Decoder { return &Decoder{enc: enc} }

// Encoding is what the decoder decodes.
func (d *Decoder) Encoding() buffer.Encoding { return d.enc }

// LastNeed is how many bytes would complete the character at the end of the
// last chunk.
func (d *Decoder) LastNeed() int { return int(d.missing) }

// LastTotal is how many bytes that character has.
func (d *Decoder) LastTotal() int { return int(d.buffered + d.missing) }

// Reset forgets an incomplete character.
func (d *Decoder) Reset() { d.buffered, d.missing = 0, 0 }

// Write returns the characters that b completes, and keeps the start of one
// that b does not. It does not keep b.
func (d *Decoder) Write(e *env.Env, b []byte) goja.Value {
	switch d.enc {
	case buffer.ASCII, buffer.Latin1, buffer.Hex:
		return buffer.Decode(e, b, d.enc)
	}
	if d.missing == 0 {
		return d.decode(e, b)
	}
	b = d.complete(b)
	if d.missing > 0 {
		return empty
	}
	first := d.first(e)
	if len(b) == 0 {
		return first
	}
	rest := d.decode(e, b)
	return first.(goja.String).Concat(rest.(goja.String))
}

var empty = raw.ASCII("")

// End returns what is left of an incomplete character, and makes the decoder
// ready for other input.
func (d *Decoder) End(e *env.Env) goja.Value {
	if d.enc == buffer.UTF16LE {
		d.buffered &^= 1
	}
	rest := buffer.Decode(e, d.incomplete[:d.buffered], d.enc)
	d.Reset()
	return rest
}

// complete moves bytes from the front of b to the incomplete character and
// returns the others.
func (d *Decoder) complete(b []byte) []byte {
	n := min(int(d.missing), len(b))
	if d.enc == buffer.UTF8 {
		for i, c := range b[:n] {
			if c&0xC0 != 0x80 {
				// Not the continuation that was expected: what came before
				// ends here, as invalid, and c starts something else.
				n, d.missing = i, uint8(i)
				break
			}
		}
	}
	copy(d.incomplete[d.buffered:], b[:n])
	d.buffered += uint8(n)
	d.missing -= uint8(n)
	return b[n:]
}

// first decodes the character that has just been completed. In UTF-16 that may
// be the first half of a pair: Node does not wait for the second then.
func (d *Decoder) first(e *env.Env) goja.Value {
	n := d.buffered
	d.buffered = 0
	return buffer.Decode(e, d.incomplete[:n], d.enc)
}

func isLeadByte(high byte) bool { return high&0xFC == 0xD8 }

// decode decodes b up to an incomplete character at its end, which it keeps.
func (d *Decoder) decode(e *env.Env, b []byte) goja.Value {
	if len(b) == 0 {
		return empty
	}
	d.buffered, d.missing = d.tail(b)
	end := len(b) - int(d.buffered)
	copy(d.incomplete[:], b[end:])
	return buffer.Decode(e, b[:end], d.enc)
}

// tail returns how many bytes at the end of b to keep, and how many are
// missing to them.
func (d *Decoder) tail(b []byte) (buffered, missing uint8) {
	switch d.enc {
	case buffer.UTF8:
		if b[len(b)-1] >= 0x80 {
			return utf8Tail(b)
		}
	case buffer.UTF16LE:
		if len(b)%2 == 1 {
			return 1, 1
		}
		if isLeadByte(b[len(b)-1]) {
			return 2, 2
		}
	default:
		if n := uint8(len(b) % 3); n > 0 {
			return n, 3 - n
		}
	}
	return 0, 0
}

// utf8Tail looks for the start of the last character, by its bits alone: what
// is invalid is told by the decoder that the bytes come to in the end.
func utf8Tail(b []byte) (buffered, missing uint8) {
	for n := uint8(1); n <= maxIncomplete && int(n) <= len(b); n++ {
		c := b[len(b)-int(n)]
		if c&0xC0 == 0x80 {
			continue
		}
		need := uint8(0)
		switch {
		case c&0xE0 == 0xC0:
			need = 2
		case c&0xF0 == 0xE0:
			need = 3
		case c&0xF8 == 0xF0:
			need = 4
		}
		if n >= need {
			return 0, 0
		}
		return n, need - n
	}
	return 0, 0
}
