package crypto

import (
	"crypto/cipher"
	"crypto/subtle"
	"math/bits"
	"slices"
)

// ocb is the offset codebook mode of RFC 7253. It gives the text block by
// block, and what is left of it in the end.
type ocb struct {
	sealing
	block            cipher.Block
	offset, checksum [tagSize]byte
	masks            ocbMasks
	blocks           uint64 // so far
	rest             []byte
}

// ocbMasks are L_*, L_$ and L_0, L_1 and so on.
type ocbMasks struct {
	rest, final [tagSize]byte
	of          [][tagSize]byte
}

func newOCB(block cipher.Block, s sealing) *ocb {
	c := &ocb{sealing: s, block: block}
	block.Encrypt(c.masks.rest[:], c.masks.rest[:])
	c.masks.final = double(c.masks.rest)
	c.masks.of = [][tagSize]byte{double(c.masks.final)}
	c.offset = c.first()
	return c
}

// double multiplies by x in the field of 2^128 elements.
func double(b [tagSize]byte) (out [tagSize]byte) {
	for i := range out {
		out[i] = b[i] << 1
		if i+1 < len(b) {
			out[i] |= b[i+1] >> 7
		}
	}
	out[tagSize-1] ^= b[0] >> 7 * 0x87
	return out
}

// first is the offset that the nonce gives.
func (c *ocb) first() (offset [tagSize]byte) {
	var n [tagSize]byte
	n[0] = byte(8*c.length%128) << 1
	n[tagSize-1-len(c.nonce)] |= 1
	copy(n[tagSize-len(c.nonce):], c.nonce)
	bottom := n[tagSize-1] & 0x3f
	n[tagSize-1] &^= 0x3f
	stretch := make([]byte, tagSize+8)
	c.block.Encrypt(stretch[:tagSize], n[:])
	subtle.XORBytes(stretch[tagSize:], stretch[:8], stretch[1:9])
	skip, shift := bottom/8, bottom%8
	for i := range offset {
		offset[i] = stretch[int(skip)+i] << shift
		if shift > 0 {
			offset[i] |= stretch[int(skip)+i+1] >> (8 - shift)
		}
	}
	return offset
}

// mask is L_i for the number of a block, of which the trailing zeros count.
func (m *ocbMasks) mask(block uint64) []byte {
	i := bits.TrailingZeros64(block)
	for len(m.of) <= i {
		m.of = append(m.of, double(m.of[len(m.of)-1]))
	}
	return m.of[i][:]
}

func (c *ocb) update(in []byte) ([]byte, error) {
	c.rest = append(c.rest, in...)
	n := len(c.rest) / tagSize * tagSize
	out := make([]byte, 0, n)
	for part := range slices.Chunk(c.rest[:n], tagSize) {
		out = append(out, c.crypt(part)...)
	}
	c.rest = slices.Clone(c.rest[n:])
	return out, nil
}

// crypt does one block.
func (c *ocb) crypt(part []byte) []byte {
	c.blocks++
	subtle.XORBytes(c.offset[:], c.offset[:], c.masks.mask(c.blocks))
	out := make([]byte, tagSize)
	subtle.XORBytes(out, part, c.offset[:])
	if c.encrypt {
		c.block.Encrypt(out, out)
	} else {
		c.block.Decrypt(out, out)
	}
	subtle.XORBytes(out, out, c.offset[:])
	plain := part
	if !c.encrypt {
		plain = out
	}
	subtle.XORBytes(c.checksum[:], c.checksum[:], plain)
	return out
}

func (c *ocb) final() ([]byte, error) {
	var out []byte
	if len(c.rest) > 0 {
		subtle.XORBytes(c.offset[:], c.offset[:], c.masks.rest[:])
		pad := make([]byte, tagSize)
		c.block.Encrypt(pad, c.offset[:])
		out = make([]byte, len(c.rest))
		subtle.XORBytes(out, c.rest, pad)
		plain := c.rest
		if !c.encrypt {
			plain = out
		}
		subtle.XORBytes(c.checksum[:], c.checksum[:], ocbFilled(plain))
	}
	tag := make([]byte, tagSize)
	subtle.XORBytes(tag, c.checksum[:], c.offset[:])
	subtle.XORBytes(tag, tag, c.masks.final[:])
	c.block.Encrypt(tag, tag)
	subtle.XORBytes(tag, tag, c.hash())
	tag = tag[:c.length]
	if c.encrypt {
		c.tag = tag
		return out, nil
	}
	if c.tag == nil || !constantTimeEqual(c.tag, tag) {
		return nil, errAuthenticate
	}
	return out, nil
}

// ocbFilled is less than a block with a one and zeros behind it.
func ocbFilled(b []byte) []byte {
	filled := make([]byte, tagSize)
	copy(filled, b)
	filled[len(b)] = 0x80
	return filled
}

// hash is HASH of the additional data.
func (c *ocb) hash() []byte {
	sum, offset, b := make([]byte, tagSize), make([]byte, tagSize), make([]byte, tagSize)
	var n uint64
	for part := range slices.Chunk(c.aad, tagSize) {
		mask := c.masks.rest[:]
		if len(part) == tagSize {
			n++
			mask = c.masks.mask(n)
		} else {
			part = ocbFilled(part)
		}
		subtle.XORBytes(offset, offset, mask)
		subtle.XORBytes(b, part, offset)
		c.block.Encrypt(b, b)
		subtle.XORBytes(sum, sum, b)
	}
	return sum
}
