package crypto

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"math"
	"slices"
)

// ccm is counter mode with CBC-MAC, NIST SP 800-38C: all of the text at once.
type ccm struct {
	sealing
	block  cipher.Block
	wanted int // how long the text is to be, negative if that was not said
	done   bool
}

var errMessageLength = &nodeError{code: "ERR_CRYPTO_INVALID_MESSAGELEN"}

// most is how long a text can be.
func (c *ccm) most() uint64 {
	if width := 15 - len(c.nonce); width < 8 {
		return 1<<(8*width) - 1
	}
	return math.MaxInt64
}

func (c *ccm) update(in []byte) ([]byte, error) {
	switch {
	case c.done || c.wanted >= 0 && len(in) != c.wanted:
		return nil, errWrap
	case uint64(len(in)) > c.most():
		return nil, errMessageLength
	}
	c.done = true
	out := make([]byte, len(in))
	cipher.NewCTR(c.block, c.counter(1)).XORKeyStream(out, in)
	if c.encrypt {
		c.tag = c.mac(in)
		return out, nil
	}
	if c.tag == nil || !constantTimeEqual(c.tag, c.mac(out)) {
		clear(out)
		c.failed = true
		return nil, nil // final tells
	}
	return out, nil
}

func (c *ccm) final() ([]byte, error) {
	switch {
	case !c.encrypt && (!c.done || c.failed):
		return nil, errAuthenticate
	case !c.done:
		c.tag = c.mac(nil)
	}
	return nil, nil
}

// counter is the counter block i.
func (c *ccm) counter(i byte) []byte {
	b := make([]byte, tagSize)
	b[0] = byte(14 - len(c.nonce))
	copy(b[1:], c.nonce)
	b[tagSize-1] = i
	return b
}

// mac is the tag of a text.
func (c *ccm) mac(text []byte) []byte {
	sum := c.counter(0)
	sum[0] |= byte((c.length-2)/2) << 3
	if len(c.aad) > 0 {
		sum[0] |= 1 << 6
	}
	length := binary.BigEndian.AppendUint64(nil, uint64(len(text)))
	width := 15 - len(c.nonce)
	copy(sum[tagSize-width:], make([]byte, width))
	copy(sum[tagSize-min(width, 8):], length[8-min(width, 8):])
	c.block.Encrypt(sum, sum)
	if len(c.aad) > 0 {
		c.chain(sum, append(ccmPrefix(len(c.aad)), c.aad...))
	}
	c.chain(sum, text)
	first := c.counter(0)
	c.block.Encrypt(first, first)
	subtle.XORBytes(sum, sum, first)
	return sum[:c.length]
}

// chain adds data, filled up with zeros, to a CBC-MAC.
func (c *ccm) chain(sum, data []byte) {
	for part := range slices.Chunk(data, tagSize) {
		subtle.XORBytes(sum, sum, part)
		c.block.Encrypt(sum, sum)
	}
}

// ccmPrefix says how long the additional data is.
func ccmPrefix(n int) []byte {
	if n < 0xff00 {
		return binary.BigEndian.AppendUint16(nil, uint16(n))
	}
	return binary.BigEndian.AppendUint32([]byte{0xff, 0xfe}, uint32(n))
}
