package netimpl

import (
	"fmt"
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

// BenchmarkEcho counts one operation for each message of 64 bytes read and
// answered, with both ends on one loop.
func BenchmarkEcho(b *testing.B) {
	for kind, name := range [endpointKinds]string{"descriptor", "conn"} {
		for _, pairs := range []int{1, 50} {
			b.Run(fmt.Sprintf("%s/pairs=%d", name, pairs), func(b *testing.B) {
				if mechanisms[kind] == nil {
					b.Skip("not on this platform")
				}
				benchmarkEcho(b, EndpointKind(kind), pairs)
			})
		}
	}
}

func benchmarkEcho(b *testing.B, kind EndpointKind, pairs int) {
	l := newLoop(b, WithEndpoints(kind))
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
