package netimpl

import (
	"bytes"
	"io"
	"testing"
)

// relay forwards what it reads to another stream, and writes there itself what
// that has not taken at once.
type relay struct {
	to    *Stream
	moved int
	kept  int
}

func (r *relay) ForwardTo() *Stream {
	if r.to.WriteQueueSize() > 0 {
		return nil
	}
	return r.to
}

func (r *relay) OnForward(n int) { r.moved += n }

func (r *relay) OnRead(buf []byte, err error) {
	if err == io.EOF {
		_ = r.to.Shutdown(nil)
		return
	}
	r.kept += len(buf)
	_ = r.to.Write(new(WriteReq), [][]byte{bytes.Clone(buf)}, nil)
}

// forwarded sends data through a relay and returns the relay and what came out
// of its other side.
func forwarded(t *testing.T, l *Loop, data []byte) (*relay, []byte) {
	t.Helper()
	source, in := tcpPair(t, l)
	out, target := tcpPair(t, l)
	r := &relay{to: &out.Stream}
	must(t, in.ReadStart(r))
	var got []byte
	readAll(t, target, func(data []byte, err error) {
		wantEqual(t, "end", err, io.EOF)
		got = data
		wantEqual(t, "read", in.BytesRead(), uint64(len(data)))
		wantEqual(t, "written", out.BytesWritten(), uint64(len(data)))
		for _, s := range []*TCP{source, in, out} {
			s.Close(nil)
		}
	})
	must(t, source.Write(new(WriteReq), [][]byte{data}, func(err error) {
		must(t, err)
		must(t, source.Shutdown(nil))
	}))
	run(t, l)
	wantEqual(t, "moved and kept", r.moved+r.kept, len(data))
	return r, got
}

func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i * 7 >> (i % 5))
	}
	return b
}

func TestForward(t *testing.T) {
	for _, size := range []int{1, 1000, slabSize, slabSize + 1, 300_000, 20 << 20} {
		eachKind(t, func(t *testing.T, l *Loop) {
			data := pattern(size)
			r, got := forwarded(t, l, data)
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes: got %d, or not the same", size, len(got))
			}
			if r.moved == 0 {
				t.Errorf("%d bytes: nothing was moved", size)
			}
		})
	}
}
