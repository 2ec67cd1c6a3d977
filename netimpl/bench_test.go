package netimpl

import (
	"strconv"
	"testing"
)

// echo answers what it reads.
type echo struct {
	*TCP
	left *int // answers until the loop stops
}

func (e *echo) OnRead(buf []byte, err error) {
	if err != nil {
		panic(err)
	}
	if *e.left--; *e.left <= 0 {
		e.Loop().Stop()
		return
	}
	if _, err := e.TryWriteBytes(buf); err != nil {
		panic(err)
	}
}

// BenchmarkEcho counts one operation for each message read and answered, with
// both ends on one loop.
func BenchmarkEcho(b *testing.B) {
	for _, pairs := range []int{1, 50} {
		b.Run("pairs="+strconv.Itoa(pairs), func(b *testing.B) { benchmarkEcho(b, pairs) })
	}
}

func benchmarkEcho(b *testing.B, pairs int) {
	l := newLoop(b)
	left := b.N
	var ends []*echo
	for range pairs {
		client, peer := tcpPair(b, l)
		for _, end := range []*TCP{client, peer} {
			e := &echo{end, &left}
			must(b, e.ReadStart(e))
			ends = append(ends, e)
		}
	}
	for i := 0; i < len(ends); i += 2 {
		_, err := ends[i].TryWriteBytes(make([]byte, 64))
		must(b, err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	l.Run(RunDefault)
}
