// Package argon2 is the function of RFC 9106 for passwords, in its three kinds
// and with a secret and associated data, which golang.org/x/crypto/argon2 does
// not take.
package argon2

import (
	"encoding/binary"
	"math/bits"
	"runtime"
	"sync"

	"golang.org/x/crypto/blake2b"
)

// Kind is one of the three functions, by RFC 9106's number.
type Kind uint32

// D looks into memory where the data says, I where the place says, and ID first
// as I and then as D.
const (
	D Kind = iota
	I
	ID
)

// Parameters are what Key makes a tag of. Memory is in KiB, at least eight for
// each lane; there is at least one lane and one pass; Length is at least 4.
type Parameters struct {
	Password, Salt, Secret, Data  []byte
	Lanes, Memory, Passes, Length uint32
}

const (
	version     = 0x13
	slices      = 4   // of a pass, after each of which the lanes wait for each other
	blockWords  = 128 // of 64 bits
	blockSize   = 8 * blockWords
	digestBytes = 64
)

type block [blockWords]uint64

// filling is the memory of one computation. Lanes lie one after the other.
type filling struct {
	kind   Kind
	p      Parameters
	blocks []block
	lane   uint32 // blocks in a lane
	slice  uint32 // blocks in a slice of one
}

// Blocks is how many blocks of 1 KiB a computation needs.
func (p *Parameters) Blocks() uint64 {
	unit := uint64(slices) * uint64(p.Lanes)
	return uint64(p.Memory) / unit * unit
}

// Key makes the tag.
func Key(kind Kind, p Parameters) []byte {
	total := uint32(p.Blocks())
	f := &filling{kind: kind, p: p, blocks: make([]block, total), lane: total / p.Lanes, slice: total / p.Lanes / slices}
	f.begin()
	for pass := range p.Passes {
		for slice := range uint32(slices) {
			f.fillLanes(pass, slice)
		}
	}
	return f.end()
}

// fillLanes does a slice of all lanes, as many at a time as there are
// processors.
func (f *filling) fillLanes(pass, slice uint32) {
	workers := min(f.p.Lanes, uint32(runtime.GOMAXPROCS(0)))
	var done sync.WaitGroup
	for first := range workers {
		done.Go(func() {
			for lane := first; lane < f.p.Lanes; lane += workers {
				f.fill(pass, slice, lane)
			}
		})
	}
	done.Wait()
}

// first is H0, with room for two numbers.
func (f *filling) first() []byte {
	h, err := blake2b.New512(nil)
	if err != nil {
		panic(err) // there is no key that could be too long
	}
	word := func(n uint32) { h.Write(binary.LittleEndian.AppendUint32(nil, n)) }
	for _, n := range []uint32{f.p.Lanes, f.p.Length, f.p.Memory, f.p.Passes, version, uint32(f.kind)} {
		word(n)
	}
	for _, b := range [][]byte{f.p.Password, f.p.Salt, f.p.Secret, f.p.Data} {
		word(uint32(len(b)))
		h.Write(b)
	}
	return h.Sum(nil)
}

// begin makes the first two blocks of each lane.
func (f *filling) begin() {
	seed := append(f.first(), make([]byte, 8)...)
	for lane := range f.p.Lanes {
		binary.LittleEndian.PutUint32(seed[digestBytes+4:], lane)
		for i := range uint32(2) {
			binary.LittleEndian.PutUint32(seed[digestBytes:], i)
			bytes := long(seed, blockSize)
			b := &f.blocks[lane*f.lane+i]
			for n := range b {
				b[n] = binary.LittleEndian.Uint64(bytes[8*n:])
			}
		}
	}
}

// end makes the tag of the last block of each lane.
func (f *filling) end() []byte {
	last := f.blocks[f.lane-1]
	for lane := uint32(1); lane < f.p.Lanes; lane++ {
		last.xor(&f.blocks[lane*f.lane+f.lane-1])
	}
	bytes := make([]byte, 0, blockSize)
	for _, n := range last {
		bytes = binary.LittleEndian.AppendUint64(bytes, n)
	}
	return long(bytes, int(f.p.Length))
}

// long is H', a hash of any length.
func long(in []byte, length int) []byte {
	in = append(binary.LittleEndian.AppendUint32(nil, uint32(length)), in...)
	if length <= digestBytes {
		return sum(in, length)
	}
	var out []byte
	part := sum(in, digestBytes)
	for length-len(out) > digestBytes {
		out = append(out, part[:digestBytes/2]...)
		if left := length - len(out); left <= digestBytes {
			return append(out, sum(part, left)...)
		}
		part = sum(part, digestBytes)
	}
	return out
}

func sum(in []byte, length int) []byte {
	h, err := blake2b.New(length, nil)
	if err != nil {
		panic(err) // the length is from 1 to 64
	}
	h.Write(in)
	return h.Sum(nil)
}

// fill does one slice of a lane.
func (f *filling) fill(pass, slice, lane uint32) {
	addresses := addressing{independent: f.kind == I || f.kind == ID && pass == 0 && slice < slices/2}
	addresses.input = block{
		uint64(pass), uint64(lane), uint64(slice), uint64(len(f.blocks)), uint64(f.p.Passes), uint64(f.kind),
	}
	from := uint32(0)
	if pass == 0 && slice == 0 {
		from = 2 // begin has made these
	}
	for i := from; i < f.slice; i++ {
		at := slice*f.slice + i
		previous := &f.blocks[lane*f.lane+(at+f.lane-1)%f.lane]
		random := previous[0]
		if addresses.independent {
			random = addresses.of(i, i == from)
		}
		reference := f.reference(random, pass, slice, lane, i)
		here := &f.blocks[lane*f.lane+at]
		if pass == 0 {
			*here = mix(previous, reference)
		} else {
			mixed := mix(previous, reference)
			here.xor(&mixed)
		}
	}
}

// addressing gives numbers that depend on places alone.
type addressing struct {
	independent   bool
	input, output block
}

func (a *addressing) of(i uint32, fresh bool) uint64 {
	if i%blockWords == 0 || fresh {
		a.input[6]++
		var zero block
		once := mix(&zero, &a.input)
		a.output = mix(&zero, &once)
	}
	return a.output[i%blockWords]
}

// reference is the block that a number means at index i of a slice: RFC 9106,
// 3.4.2.
func (f *filling) reference(random uint64, pass, slice, lane, i uint32) *block {
	other := uint32(random>>32) % f.p.Lanes
	if pass == 0 && slice == 0 {
		other = lane
	}
	// The window is what is done: of this pass, and of the last one what comes
	// behind this slice.
	size, start := f.slice*slice, uint32(0)
	if pass > 0 {
		size, start = f.lane-f.slice, (slice+1)%slices*f.slice
	}
	if other == lane {
		size += i - 1
	} else if i == 0 {
		size--
	}
	x := uint64(uint32(random))
	x = x * x >> 32
	position := uint64(size) - 1 - uint64(size)*x>>32
	return &f.blocks[other*f.lane+uint32((uint64(start)+position)%uint64(f.lane))]
}

func (b *block) xor(other *block) {
	for i := range b {
		b[i] ^= other[i]
	}
}

// mix is the compression function G: rows and then columns of the matrix of 16
// byte cells are permuted.
func mix(x, y *block) block {
	r := *x
	r.xor(y)
	z := r
	for i := 0; i < blockWords; i += 16 {
		permute(&z[i], &z[i+1], &z[i+2], &z[i+3], &z[i+4], &z[i+5], &z[i+6], &z[i+7],
			&z[i+8], &z[i+9], &z[i+10], &z[i+11], &z[i+12], &z[i+13], &z[i+14], &z[i+15])
	}
	for i := 0; i < 16; i += 2 {
		permute(&z[i], &z[i+1], &z[i+16], &z[i+17], &z[i+32], &z[i+33], &z[i+48], &z[i+49],
			&z[i+64], &z[i+65], &z[i+80], &z[i+81], &z[i+96], &z[i+97], &z[i+112], &z[i+113])
	}
	z.xor(&r)
	return z
}

// permute is P: BLAKE2b's round with multiplications. The words are copied, as
// pointers would keep them out of registers.
func permute(p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15 *uint64) {
	v0, v4, v8, v12 := quarter(*p0, *p4, *p8, *p12)
	v1, v5, v9, v13 := quarter(*p1, *p5, *p9, *p13)
	v2, v6, v10, v14 := quarter(*p2, *p6, *p10, *p14)
	v3, v7, v11, v15 := quarter(*p3, *p7, *p11, *p15)
	*p0, *p5, *p10, *p15 = quarter(v0, v5, v10, v15)
	*p1, *p6, *p11, *p12 = quarter(v1, v6, v11, v12)
	*p2, *p7, *p8, *p13 = quarter(v2, v7, v8, v13)
	*p3, *p4, *p9, *p14 = quarter(v3, v4, v9, v14)
}

func quarter(a, b, c, d uint64) (uint64, uint64, uint64, uint64) {
	a += b + 2*uint64(uint32(a))*uint64(uint32(b))
	d = bits.RotateLeft64(d^a, -32)
	c += d + 2*uint64(uint32(c))*uint64(uint32(d))
	b = bits.RotateLeft64(b^c, -24)
	a += b + 2*uint64(uint32(a))*uint64(uint32(b))
	d = bits.RotateLeft64(d^a, -16)
	c += d + 2*uint64(uint32(c))*uint64(uint32(d))
	b = bits.RotateLeft64(b^c, -63)
	return a, b, c, d
}
