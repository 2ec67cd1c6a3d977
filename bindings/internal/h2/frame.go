package h2

import (
	"bytes"
	"encoding/binary"
)

// FrameType is the type octet of a frame.
type FrameType uint8

// The types of frames that a session knows.
const (
	FrameData         FrameType = 0x0
	FrameHeaders      FrameType = 0x1
	FramePriority     FrameType = 0x2
	FrameRSTStream    FrameType = 0x3
	FrameSettings     FrameType = 0x4
	FramePushPromise  FrameType = 0x5
	FramePing         FrameType = 0x6
	FrameGoAway       FrameType = 0x7
	FrameWindowUpdate FrameType = 0x8
	FrameContinuation FrameType = 0x9
	FrameAltSvc       FrameType = 0xa
	FrameOrigin       FrameType = 0xc
)

// Flags of frames; END_STREAM and ACK are the same bit of different types.
const (
	FlagEndStream  = 0x1
	FlagAck        = 0x1
	FlagEndHeaders = 0x4
	FlagPadded     = 0x8
	FlagPriority   = 0x20
)

const (
	frameHeaderLen = 9
	maxPadLen      = 256
	clientPreface  = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	maxWindow      = 1<<31 - 1
	maxStreamID    = 1<<31 - 1
)

// frameHeader is the nine octets before each frame's payload.
type frameHeader struct {
	length int
	typ    FrameType
	flags  uint8
	stream uint32
}

func parseFrameHeader(b []byte) frameHeader {
	return frameHeader{
		length: int(b[0])<<16 | int(b[1])<<8 | int(b[2]),
		typ:    FrameType(b[3]),
		flags:  b[4],
		stream: binary.BigEndian.Uint32(b[5:]) & maxStreamID,
	}
}

func (h frameHeader) has(flag uint8) bool { return h.flags&flag != 0 }

func appendFrameHeader(b []byte, h frameHeader) []byte {
	b = append(b, byte(h.length>>16), byte(h.length>>8), byte(h.length), byte(h.typ), h.flags)
	return binary.BigEndian.AppendUint32(b, h.stream)
}

// Pieces cuts what Pull has returned into what nghttp2 hands on at a time: the
// preface, whole frames, and the parts of DATA frames.
func Pieces(b []byte) [][]byte {
	var pieces [][]byte
	cut := func(n int) {
		if n > 0 {
			pieces = append(pieces, b[:n:n])
			b = b[n:]
		}
	}
	if bytes.HasPrefix(b, []byte(clientPreface)) {
		cut(len(clientPreface))
	}
	for len(b) >= frameHeaderLen {
		h := parseFrameHeader(b)
		if h.typ != FrameData {
			cut(frameHeaderLen + h.length)
			continue
		}
		cut(frameHeaderLen)
		pad := 0
		if h.has(FlagPadded) {
			pad = int(b[0])
			cut(1)
			h.length--
		}
		cut(h.length - pad)
		cut(pad)
	}
	return pieces
}

// unpad takes the padding off a payload; ok is false if there is more of it
// than payload.
func unpad(h frameHeader, payload []byte) (rest []byte, ok bool) {
	if !h.has(FlagPadded) {
		return payload, true
	}
	if len(payload) == 0 || int(payload[0]) > len(payload)-1 {
		return nil, false
	}
	return payload[1 : len(payload)-int(payload[0])], true
}
