package crypto

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"slices"
)

// wrapping returns the transform of one of the ciphers that wrap keys.
func (s *cipherSpec) wrapping(block cipher.Block, encrypt bool, iv []byte) transform {
	w := wrapping{block, encrypt, iv}
	switch {
	case block.BlockSize() == wrapUnit:
		return &wrappingDES{w}
	case s.iv == paddedIV:
		return &wrappingPadded{w}
	}
	return &w
}

// wrapping is the key wrap of RFC 3394: all of the input at once.
type wrapping struct {
	block   cipher.Block
	encrypt bool
	iv      []byte
}

// errWrap is what Node says of keys that cannot be wrapped or unwrapped.
var errWrap = errors.New("Trying to add data in unsupported state")

const wrapUnit = 8

func (w *wrapping) update(in []byte) ([]byte, error) {
	const least = 2 * wrapUnit
	if len(in)%wrapUnit != 0 || len(in) < least || !w.encrypt && len(in) < least+wrapUnit {
		return nil, errWrap
	}
	if w.encrypt {
		return w.wrap(in), nil
	}
	out := w.unwrap(in)
	if !constantTimeEqual(out[:wrapUnit], w.iv) {
		return nil, errWrap
	}
	return out[wrapUnit:], nil
}

func (w *wrapping) final() ([]byte, error) { return nil, nil }

func (w *wrapping) wrap(in []byte) []byte {
	out := append(append([]byte{}, w.iv...), in...)
	var b [2 * wrapUnit]byte
	n := len(in) / wrapUnit
	for t := range 6 * n {
		r := out[wrapUnit*(t%n+1):][:wrapUnit]
		copy(b[:], out[:wrapUnit])
		copy(b[wrapUnit:], r)
		w.block.Encrypt(b[:], b[:])
		binary.BigEndian.PutUint64(out, binary.BigEndian.Uint64(b[:])^uint64(t+1))
		copy(r, b[wrapUnit:])
	}
	return out
}

// unwrap returns the IV and what was wrapped.
func (w *wrapping) unwrap(in []byte) []byte {
	out := append([]byte{}, in...)
	var b [2 * wrapUnit]byte
	n := len(in)/wrapUnit - 1
	for t := 6*n - 1; t >= 0; t-- {
		r := out[wrapUnit*(t%n+1):][:wrapUnit]
		binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(out)^uint64(t+1))
		copy(b[wrapUnit:], r)
		w.block.Decrypt(b[:], b[:])
		copy(out, b[:wrapUnit])
		copy(r, b[wrapUnit:])
	}
	return out
}

// paddedIV is how long the IV of wrappingPadded is.
const paddedIV = 4

// wrappingPadded is the key wrap of RFC 5649, of any length.
type wrappingPadded struct{ wrapping }

func (w *wrappingPadded) update(in []byte) ([]byte, error) {
	switch {
	case len(in) == 0:
		return nil, nil
	case w.encrypt:
		return w.pad(in), nil
	case len(in)%wrapUnit != 0 || len(in) < 2*wrapUnit:
		return nil, errWrap
	}
	out := make([]byte, 2*wrapUnit)
	if len(in) == len(out) {
		w.block.Decrypt(out, in)
	} else {
		out = w.unwrap(in)
	}
	size, text := binary.BigEndian.Uint32(out[paddedIV:]), out[wrapUnit:]
	if !constantTimeEqual(out[:paddedIV], w.iv) || uint64(size) > uint64(len(text)) || int(size)+wrapUnit <= len(text) ||
		len(bytes.Trim(text[size:], "\x00")) > 0 {
		return nil, errWrap
	}
	return text[:size], nil
}

// pad wraps in with its length and zeros behind it.
func (w *wrappingPadded) pad(in []byte) []byte {
	first := binary.BigEndian.AppendUint32(slices.Clone(w.iv), uint32(len(in)))
	text := append(slices.Clone(in), make([]byte, -len(in)&(wrapUnit-1))...)
	if len(text) == wrapUnit {
		out := append(first, text...)
		w.block.Encrypt(out, out)
		return out
	}
	return (&wrapping{w.block, true, first}).wrap(text)
}

// wrappingDES is the key wrap of RFC 3217, by triple DES.
type wrappingDES struct{ wrapping }

// desIV is that of the second encryption.
var desIV = []byte{0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05}

func (w *wrappingDES) update(in []byte) ([]byte, error) {
	switch {
	case len(in) == 0:
		return nil, nil
	case len(in)%wrapUnit != 0 || !w.encrypt && len(in) < 3*wrapUnit:
		return nil, errWrap
	case w.encrypt:
		iv := make([]byte, wrapUnit)
		rand.Read(iv)
		sum := sha1.Sum(in)
		out := slices.Concat(iv, in, sum[:wrapUnit])
		cipher.NewCBCEncrypter(w.block, iv).CryptBlocks(out[wrapUnit:], out[wrapUnit:])
		slices.Reverse(out)
		cipher.NewCBCEncrypter(w.block, desIV).CryptBlocks(out, out)
		return out, nil
	}
	out := slices.Clone(in)
	cipher.NewCBCDecrypter(w.block, desIV).CryptBlocks(out, out)
	slices.Reverse(out)
	cipher.NewCBCDecrypter(w.block, out[:wrapUnit]).CryptBlocks(out[wrapUnit:], out[wrapUnit:])
	text, sum := out[wrapUnit:len(out)-wrapUnit], out[len(out)-wrapUnit:]
	if whole := sha1.Sum(text); !constantTimeEqual(sum, whole[:wrapUnit]) {
		return nil, errWrap
	}
	return text, nil
}
