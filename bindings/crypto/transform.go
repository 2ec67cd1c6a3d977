package crypto

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20"

	"gonet/bindings/internal/keys"
)

// transform is a cipher under way.
type transform interface {
	// update returns what is known of the result after more input.
	update(in []byte) ([]byte, error)
	// final returns the rest.
	final() ([]byte, error)
}

// start makes the transform of a cipher without authentication.
func (s *cipherSpec) start(encrypt bool, key, iv []byte) (transform, error) {
	if s.mode == modeStream {
		stream, err := chacha20.NewUnauthenticatedCipher(key, iv[4:])
		if err != nil {
			return nil, err
		}
		stream.SetCounter(binary.LittleEndian.Uint32(iv))
		return streaming{stream}, nil
	}
	block, err := s.block(key)
	if err != nil {
		return nil, err
	}
	switch s.mode {
	case modeCTR:
		return streaming{cipher.NewCTR(block, iv)}, nil
	case modeOFB:
		//lint:ignore SA1019 It is the mode that the script asks for.
		return streaming{cipher.NewOFB(block, iv)}, nil
	case modeCFB:
		if encrypt {
			//lint:ignore SA1019 It is the mode that the script asks for.
			return streaming{cipher.NewCFBEncrypter(block, iv)}, nil
		}
		//lint:ignore SA1019 It is the mode that the script asks for.
		return streaming{cipher.NewCFBDecrypter(block, iv)}, nil
	case modeWrap:
		return &wrapping{block, encrypt, iv}, nil
	}
	b := &blocks{size: block.BlockSize(), encrypt: encrypt, padding: true}
	switch {
	case s.mode == modeECB:
		b.mode = ecb{block, encrypt}
	case encrypt:
		b.mode = cipher.NewCBCEncrypter(block, iv)
	default:
		b.mode = cipher.NewCBCDecrypter(block, iv)
	}
	return b, nil
}

// streaming is a cipher that gives a byte for each.
type streaming struct{ cipher.Stream }

func (s streaming) update(in []byte) ([]byte, error) {
	out := make([]byte, len(in))
	s.XORKeyStream(out, in)
	return out, nil
}

func (s streaming) final() ([]byte, error) { return nil, nil }

// ecb is each block by itself.
type ecb struct {
	block   cipher.Block
	encrypt bool
}

func (m ecb) BlockSize() int { return m.block.BlockSize() }

func (m ecb) CryptBlocks(dst, src []byte) {
	crypt, size := m.block.Decrypt, m.block.BlockSize()
	if m.encrypt {
		crypt = m.block.Encrypt
	}
	for ; len(src) > 0; dst, src = dst[size:], src[size:] {
		crypt(dst, src)
	}
}

// blocks is a cipher that works in blocks, with PKCS#7's padding or without.
type blocks struct {
	mode             cipher.BlockMode
	size             int
	encrypt, padding bool
	rest             []byte // input that has not been worked on
}

var (
	errWrongFinal = &keys.Error{
		Number: "1C80006B", Library: "Provider routines", Reason: "wrong final block length",
		Code: "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH",
	}
)

func (b *blocks) update(in []byte) ([]byte, error) {
	b.rest = append(b.rest, in...)
	n := len(b.rest) / b.size * b.size
	if !b.encrypt && b.padding && n == len(b.rest) && n > 0 {
		n -= b.size // the last block may have the padding
	}
	out := make([]byte, n)
	b.mode.CryptBlocks(out, b.rest[:n])
	b.rest = append([]byte(nil), b.rest[n:]...)
	return out, nil
}

func (b *blocks) final() ([]byte, error) {
	if !b.padding {
		if len(b.rest) > 0 {
			return nil, errWrongFinal
		}
		return nil, nil
	}
	if b.encrypt {
		padding := b.size - len(b.rest)
		for range padding {
			b.rest = append(b.rest, byte(padding))
		}
		b.mode.CryptBlocks(b.rest, b.rest)
		return b.rest, nil
	}
	if len(b.rest) != b.size {
		return nil, errWrongFinal
	}
	b.mode.CryptBlocks(b.rest, b.rest)
	padding := int(b.rest[b.size-1])
	if padding == 0 || padding > b.size {
		return nil, keys.ErrBadDecrypt
	}
	for _, p := range b.rest[b.size-padding:] {
		if int(p) != padding {
			return nil, keys.ErrBadDecrypt
		}
	}
	return b.rest[:b.size-padding], nil
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
	return w.unwrap(in)
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

func (w *wrapping) unwrap(in []byte) ([]byte, error) {
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
	if !constantTimeEqual(out[:wrapUnit], w.iv) {
		return nil, errWrap
	}
	return out[wrapUnit:], nil
}
