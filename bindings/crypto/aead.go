package crypto

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"math"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// sealing is what all ciphers with a tag have.
type sealing struct {
	nonce   []byte
	aad     []byte
	encrypt bool
	tag     []byte // made when encrypting, given when decrypting
	length  int    // of the tag, negative if it was not said
	failed  bool   // the tag was not that of the text
}

func (s *sealing) sealed() *sealing { return s }

// sealer is a transform with a tag.
type sealer interface {
	transform
	sealed() *sealing
}

// authenticated is GCM and ChaCha20-Poly1305. Go's do all at once, so that the
// stream in them, which gives what has been read so far, runs beside; the whole
// text is kept for the tag.
type authenticated struct {
	sealing
	stream cipher.Stream
	aead   cipher.AEAD
	text   []byte
}

const tagSize = 16

func (s *cipherSpec) startAuthenticated(encrypt bool, key, iv []byte, length int) (sealer, error) {
	a := &authenticated{sealing: sealing{encrypt: encrypt, length: length, nonce: iv}}
	var err error
	if s.mode == modePoly {
		a.nonce = append(make([]byte, s.iv-len(iv)), iv...)
		if a.aead, err = chacha20poly1305.New(key); err != nil {
			return nil, err
		}
		stream, err := chacha20.NewUnauthenticatedCipher(key, a.nonce)
		if err != nil {
			return nil, err
		}
		stream.SetCounter(1) // block 0 is for the tag: RFC 8439, 2.8
		a.stream = stream
		return a, nil
	}
	block, err := s.block(key)
	if err != nil {
		return nil, err
	}
	switch s.mode {
	case modeCCM:
		return &ccm{sealing: a.sealing, block: block, wanted: -1}, nil
	case modeOCB:
		return newOCB(block, a.sealing), nil
	}
	if a.aead, err = cipher.NewGCMWithNonceSize(block, len(iv)); err != nil {
		return nil, err
	}
	// The tag of nothing is the first counter block, encrypted.
	var counter [tagSize]byte
	block.Decrypt(counter[:], a.aead.Seal(nil, iv, nil, nil))
	a.stream = newGCMStream(block, counter)
	return a, nil
}

// gcmStream is the counter mode of GCM, in which only the last 32 bits count.
type gcmStream struct {
	cipher.Stream
	block   cipher.Block
	counter [tagSize]byte // where Stream begins anew
	left    uint64        // bytes until the 32 bits wrap
}

func newGCMStream(block cipher.Block, first [tagSize]byte) *gcmStream {
	s := &gcmStream{block: block, counter: first}
	n := binary.BigEndian.Uint32(first[12:]) + 1 // the first block is for the tag
	s.begin(n)
	return s
}

func (s *gcmStream) begin(n uint32) {
	binary.BigEndian.PutUint32(s.counter[12:], n)
	s.Stream = cipher.NewCTR(s.block, s.counter[:])
	s.left = (math.MaxUint32 - uint64(n) + 1) * tagSize
}

func (s *gcmStream) XORKeyStream(dst, src []byte) {
	for uint64(len(src)) > s.left {
		n := s.left
		s.Stream.XORKeyStream(dst[:n], src[:n])
		dst, src = dst[n:], src[n:]
		s.begin(0)
	}
	s.Stream.XORKeyStream(dst, src)
	s.left -= uint64(len(src))
}

func (a *authenticated) update(in []byte) ([]byte, error) {
	out := make([]byte, len(in))
	a.stream.XORKeyStream(out, in)
	if a.encrypt {
		a.text = append(a.text, in...)
	} else {
		a.text = append(a.text, out...)
	}
	return out, nil
}

// errAuthenticate is what Node says of data that is not what was encrypted.
var errAuthenticate = errors.New("Unsupported state or unable to authenticate data")

func (a *authenticated) final() ([]byte, error) {
	n := len(a.text)
	tag := a.aead.Seal(a.text[:0], a.nonce, a.text, a.aad)[n:]
	a.text = nil
	if a.encrypt {
		if a.length < 0 {
			a.length = tagSize
		}
		a.tag = append([]byte{}, tag[:a.length]...)
		return nil, nil
	}
	if a.tag == nil || !constantTimeEqual(a.tag, tag[:len(a.tag)]) {
		return nil, errAuthenticate
	}
	return nil, nil
}
