package crypto

import (
	"crypto/sha3"
	"encoding/binary"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// newCSHAKE is cSHAKE of NIST SP 800-185, of 128 or 256 bits.
func newCSHAKE(bits int64, function, customization []byte) *sha3.SHAKE {
	if bits == 128 {
		return sha3.NewCSHAKE128(function, customization)
	}
	return sha3.NewCSHAKE256(function, customization)
}

// cSHAKE is (bits, function name, customization, data, length in bits).
func cSHAKE(e *env.Env, c goja.FunctionCall) goja.Value {
	s := newCSHAKE(c.Argument(0).ToInteger(), copied(e, c.Argument(1)), copied(e, c.Argument(2)))
	s.Write(buffer.BytesOf(e, c.Argument(3), nil))
	return buffer.New(e, squeezed(s, c.Argument(4)))
}

func squeezed(s *sha3.SHAKE, bits goja.Value) []byte {
	out := make([]byte, (bits.ToInteger()+7)/8)
	s.Read(out)
	return out
}

// kmac is (bits, key, customization, data, length in bits): KMAC of NIST SP 800-185.
func kmac(e *env.Env, c goja.FunctionCall) goja.Value {
	s := newCSHAKE(c.Argument(0).ToInteger(), []byte("KMAC"), copied(e, c.Argument(2)))
	key := copied(e, c.Argument(1))
	first := append(leftEncode(uint64(s.BlockSize())), leftEncode(8*uint64(len(key)))...)
	first = append(first, key...)
	s.Write(append(first, make([]byte, (s.BlockSize()-len(first)%s.BlockSize())%s.BlockSize())...))
	s.Write(buffer.BytesOf(e, c.Argument(3), nil))
	length := leftEncode(uint64(c.Argument(4).ToInteger()))
	s.Write(append(length[1:], length[0])) // right_encode
	return buffer.New(e, squeezed(s, c.Argument(4)))
}

// leftEncode is a number with how many bytes it has before it.
func leftEncode(n uint64) []byte {
	b := binary.BigEndian.AppendUint64([]byte{8}, n)
	for len(b) > 2 && b[1] == 0 {
		b[1] = b[0] - 1
		b = b[1:]
	}
	return b
}
