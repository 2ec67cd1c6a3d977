package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// Chunk is a piece of data on its way through a stream: bytes that no script
// has seen yet, or a JavaScript value. The zero Chunk is none.
type Chunk struct {
	// Encoding is the encoding of a string that is written: "buffer" for
	// other chunks.
	Encoding goja.Value

	value goja.Value
	bytes []byte
	size  int // what the chunk adds to the stream's length
}

// Encodings as scripts see them.
var (
	encodingBuffer = raw.ASCII("buffer")
	encodingUTF8   = raw.ASCII("utf8")
)

// bytesChunk makes a chunk of b, which belongs to it.
func bytesChunk(b []byte) Chunk {
	return Chunk{bytes: b, size: len(b), Encoding: encodingBuffer}
}

// objectChunk makes a chunk of a stream in object mode.
func objectChunk(v goja.Value) Chunk { return Chunk{value: v, size: 1} }

// stringChunk makes a chunk of a string that stays one.
func stringChunk(v goja.Value) Chunk { return Chunk{value: v, size: stringLength(v)} }

// viewChunk makes a chunk of a Buffer whose bytes are b.
func viewChunk(v goja.Value, b []byte) Chunk {
	return Chunk{value: v, bytes: b, size: len(b), Encoding: encodingBuffer}
}

func stringLength(v goja.Value) int {
	ascii, units, _ := raw.Text(v)
	if units != nil {
		return len(units)
	}
	return len(ascii)
}

// Size is what the chunk counts for its stream: bytes, the units of a string
// that is not encoded yet, or 1 in object mode.
func (c *Chunk) Size() int { return c.size }

// Value returns the chunk as a script sees it; bytes become a Buffer.
func (c *Chunk) Value(e *env.Env) goja.Value {
	if c.value == nil {
		c.value = buffer.New(e, c.bytes)
	}
	return c.value
}

// IsString reports whether the chunk is a string, which Encoding says how to
// encode.
func (c *Chunk) IsString() bool { return c.value != nil && raw.IsString(c.value) }

// Bytes returns the chunk's bytes; a string is encoded. They are shared with
// the Buffer if there is one, or with the string: do not change them. It
// returns nil for a chunk of object mode that has no bytes.
func (c *Chunk) Bytes(e *env.Env) []byte {
	if c.bytes != nil || c.value == nil {
		return c.bytes
	}
	if !raw.IsString(c.value) {
		b, _ := buffer.Bytes(e, c.value)
		return b
	}
	enc := buffer.UTF8
	if c.Encoding != nil && raw.IsString(c.Encoding) {
		enc, _ = buffer.ParseEncoding(c.Encoding.String())
	}
	return buffer.Peek(e, c.value, enc)
}

// slice returns the part of a chunk of bytes or of a string from i to j.
func (c *Chunk) slice(e *env.Env, i, j int) Chunk {
	if c.value == nil {
		return bytesChunk(c.bytes[i:j:j])
	}
	v := e.Invoke(c.value.ToObject(e.VM), "slice", e.VM.ToValue(i), e.VM.ToValue(j))
	if c.IsString() {
		return stringChunk(v)
	}
	b, _ := buffer.Bytes(e, v)
	return viewChunk(v, b)
}
