package crypto

import (
	"crypto/cipher"
	"encoding/binary"

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
		return s.wrapping(block, encrypt, iv), nil
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
