package netimpl

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestReadStopInCallback(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		reads := 0
		must(t, peer.ReadStart(readFunc(func(buf []byte, err error) {
			must(t, err)
			reads++
			must(t, peer.ReadStop())
			wantEqual(t, "active", peer.IsActive(), false)
		})))
		wantErrno(t, peer.ReadStart(readFunc(func([]byte, error) {})), syscall.EALREADY)
		// More than one slab, so that a second read would be tried at once.
		must(t, client.Write(new(WriteReq), [][]byte{make([]byte, 3*slabSize)}, nil))
		run(t, l)
		wantEqual(t, "reads", reads, 1)
	})
}

func TestReadStopStart(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		total := 0
		timer := NewTimer(l)
		var h readFunc
		h = func(buf []byte, err error) {
			if err != nil {
				wantEqual(t, "end", err, io.EOF)
				peer.Close(nil)
				return
			}
			total += len(buf)
			must(t, peer.ReadStop())
			must(t, timer.Start(time.Millisecond, 0, func() { must(t, peer.ReadStart(h)) }))
		}
		must(t, peer.ReadStart(h))
		must(t, client.Write(new(WriteReq), [][]byte{make([]byte, 5*slabSize)}, nil))
		must(t, client.Shutdown(func(err error) { must(t, err); client.Close(nil) }))
		run(t, l)
		wantEqual(t, "read", total, 5*slabSize)
	})
}

// Data and the end that come while nobody reads are there for the next reader.
func TestReadStopKeepsEnd(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, peer.ReadStart(readFunc(func([]byte, error) { t.Error("read") })))
		must(t, peer.ReadStop())
		must(t, writeNow(client, []byte("late")))
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
		run(t, l)
		got := ""
		readAll(t, peer, func(data []byte, err error) {
			wantEqual(t, "end", err, io.EOF)
			got = string(data)
		})
		run(t, l)
		wantEqual(t, "got", got, "late")
	})
}

func TestReadAgainAfterEnd(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		ends := 0
		var h readFunc
		h = func(_ []byte, err error) {
			wantEqual(t, "end", err, io.EOF)
			wantEqual(t, "active", peer.IsActive(), false)
			if ends++; ends == 1 {
				must(t, peer.ReadStart(h))
				return
			}
			wantEqual(t, "writable", peer.IsWritable(), true)
			peer.Close(nil)
		}
		must(t, peer.ReadStart(h))
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
		run(t, l)
		wantEqual(t, "ends", ends, 2)
	})
}

func TestCloseInReadCallback(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, peer.ReadStart(readFunc(func(_ []byte, err error) {
			must(t, err)
			tr.add("read")()
			peer.Close(tr.add("close"))
		})))
		must(t, client.Write(new(WriteReq), [][]byte{make([]byte, 4*slabSize)}, nil))
		readAll(t, client, func([]byte, error) {})
		run(t, l)
		tr.want(t, "read close")
	})
}

func TestHalfOpenWrite(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		readAllHalfOpen := func(_ []byte, err error) {
			if err == io.EOF { // the other side has ended, ours has not
				must(t, peer.Write(new(WriteReq), [][]byte{[]byte("answer")}, nil))
				must(t, peer.Shutdown(func(error) { peer.Close(nil) }))
			}
		}
		must(t, peer.ReadStart(readFunc(readAllHalfOpen)))
		got := ""
		readAll(t, client, func(data []byte, err error) {
			wantEqual(t, "end", err, io.EOF)
			got = string(data)
		})
		must(t, writeNow(client, []byte("question")))
		must(t, client.Shutdown(nil))
		wantEqual(t, "writable", client.IsWritable(), false)
		wantEqual(t, "readable", client.IsReadable(), true)
		run(t, l)
		wantEqual(t, "got", got, "answer")
	})
}

func TestWriteQueueOrder(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		fill(t, client)
		var tr trace
		written := client.BytesWritten()
		for _, name := range []string{"a", "b", "c"} {
			must(t, client.Write(new(WriteReq), [][]byte{[]byte(name), nil, []byte(name)}, func(err error) {
				must(t, err)
				tr.add(name)()
			}))
		}
		wantEqual(t, "queue", client.WriteQueueSize(), 6)
		must(t, client.Shutdown(func(err error) { must(t, err); tr.add("shutdown")(); client.Close(nil) }))
		var got []byte
		readAll(t, peer, func(data []byte, err error) { got = data })
		run(t, l)
		tr.want(t, "a b c shutdown")
		wantEqual(t, "end of data", string(got[len(got)-6:]), "aabbcc")
		wantEqual(t, "length", uint64(len(got)), written+6)
	})
}

func TestWriteCallbackComesFromTheLoop(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		called := false
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
			must(t, err)
			called = true
			client.Close(nil)
		}))
		wantEqual(t, "called inside Write", called, false)
		readAll(t, peer, func([]byte, error) {})
		run(t, l)
		wantEqual(t, "called", called, true)
	})
}

func TestWriteEmpty(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, client.Write(new(WriteReq), [][]byte{nil}, func(err error) { must(t, err); tr.add("empty")() }))
		must(t, client.Write(new(WriteReq), [][]byte{{}, {}}, func(err error) { must(t, err); tr.add("empties")() }))
		must(t, client.Shutdown(func(err error) { must(t, err); client.Close(tr.add("close")) }))
		readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", len(data), 0) })
		run(t, l)
		tr.want(t, "empty empties close")
	})
}

func TestWriteArguments(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		wantErrno(t, client.Write(new(WriteReq), nil, nil), syscall.EINVAL)
		_, err := client.TryWrite(nil)
		wantErrno(t, err, syscall.EINVAL)
		client.Close(nil)
		wantErrno(t, client.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EBADF)
		wantErrno(t, client.Queue(new(WriteReq), [][]byte{{1}}, nil), syscall.EBADF)
		_, err = client.TryWriteBytes([]byte{1})
		wantErrno(t, err, syscall.EBADF)
		client.Flush()
		wantErrno(t, client.Shutdown(nil), syscall.ENOTCONN)
		peer.Close(nil)
		run(t, l)
	})
}

func TestWriteAlot(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		const writes, bufs, size = 20, 30, 10_000
		done := 0
		block := []byte(strings.Repeat("0123456789", size/10))
		for range writes {
			all := make([][]byte, bufs)
			for i := range all {
				all[i] = block
			}
			must(t, client.Write(new(WriteReq), all, func(err error) { must(t, err); done++ }))
		}
		must(t, client.Shutdown(func(err error) {
			must(t, err)
			wantEqual(t, "writes done", done, writes)
			client.Close(nil)
		}))
		var got []byte
		readAll(t, peer, func(data []byte, err error) { got = data })
		run(t, l)
		if want := bytes.Repeat(block, writes*bufs); !bytes.Equal(got, want) {
			t.Errorf("%d bytes came, want %d, or they differ", len(got), len(want))
		}
	})
}

// More buffers than one writev takes.
func TestWriteManyBuffers(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		bufs := make([][]byte, 3*maxGather+1)
		var want []byte
		for i := range bufs {
			bufs[i] = []byte{byte(i)}
			want = append(want, byte(i))
		}
		n, err := client.TryWrite(bufs)
		must(t, err)
		if n > maxGather {
			t.Errorf("TryWrite took %d", n)
		}
		must(t, client.Write(new(WriteReq), bufs[n:], nil))
		for _, b := range bufs {
			must(t, client.Write(new(WriteReq), [][]byte{b}, nil))
		}
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
		readAll(t, peer, func(data []byte, err error) {
			wantEqual(t, "data", string(data), string(want)+string(want))
		})
		run(t, l)
	})
}

func TestWriteReqUsedAgain(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var req WriteReq
		left := 10
		var next func(err error)
		next = func(err error) {
			must(t, err)
			if left == 0 {
				client.Close(nil)
				return
			}
			left--
			must(t, client.Write(&req, [][]byte{[]byte("ab"), []byte("cd")}, next))
		}
		next(nil)
		readAll(t, peer, func(data []byte, err error) {
			wantEqual(t, "data", string(data), strings.Repeat("abcd", 10))
		})
		run(t, l)
	})
}

func TestTryWriteWithQueue(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, client.Queue(new(WriteReq), [][]byte{[]byte("first ")}, nil))
		_, err := client.TryWriteBytes([]byte("no"))
		wantErrno(t, err, syscall.EAGAIN)
		client.Flush()
		_, err = client.TryWriteBytes([]byte("second"))
		must(t, err)
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
		readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "first second") })
		run(t, l)
	})
}

func TestQueueWithoutFlush(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		for _, s := range []string{"a", "b"} {
			must(t, client.Queue(new(WriteReq), [][]byte{[]byte(s)}, func(err error) { must(t, err); tr.add(s)() }))
		}
		must(t, client.Shutdown(func(err error) { must(t, err); client.Close(tr.add("close")) }))
		readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "ab") })
		run(t, l)
		tr.want(t, "a b close")
	})
}

func TestCloseCancelsWritesAndShutdown(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		fill(t, client)
		var tr trace
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("write")()
		}))
		must(t, client.Shutdown(func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("shutdown")()
			wantEqual(t, "queue", client.WriteQueueSize(), 0)
		}))
		client.Close(tr.add("close"))
		wantEqual(t, "callbacks inside Close", len(tr), 0)
		peer.Close(nil)
		run(t, l)
		tr.want(t, "write shutdown close")
	})
}

// A write that is done when the stream is closed has succeeded.
func TestCloseAfterWriteReportsSuccess(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
			must(t, err)
			tr.add("write")()
		}))
		client.Close(tr.add("close"))
		readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "x") })
		run(t, l)
		tr.want(t, "write close")
	})
}

func TestCloseInWriteCallback(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
			must(t, err)
			tr.add("first")()
			client.Close(tr.add("close"))
		}))
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("y")}, func(err error) {
			must(t, err)
			tr.add("second")()
		}))
		readAll(t, peer, func(data []byte, err error) {})
		run(t, l)
		tr.want(t, "first second close")
	})
}

func TestShutdownTwice(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, client.Shutdown(func(err error) {
			must(t, err)
			wantErrno(t, client.Shutdown(nil), syscall.ENOTCONN)
			client.Close(nil)
		}))
		wantErrno(t, client.Shutdown(nil), syscall.ENOTCONN)
		readAll(t, peer, func([]byte, error) {})
		run(t, l)
	})
}

func TestShutdownClose(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, client.Shutdown(func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("shutdown")()
		}))
		client.Close(tr.add("close"))
		readAll(t, peer, func([]byte, error) {})
		run(t, l)
		tr.want(t, "shutdown close")
	})
}

func TestShutdownSimultaneous(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		ends := 0
		for _, s := range []*TCP{client, peer} {
			must(t, s.Shutdown(func(err error) { must(t, err) }))
			readAll(t, s, func(_ []byte, err error) {
				wantEqual(t, "end", err, io.EOF)
				ends++
			})
		}
		run(t, l)
		wantEqual(t, "ends", ends, 2)
	})
}

func TestNotWritableAfterShutdown(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, client.Shutdown(nil))
		wantEqual(t, "writable", client.IsWritable(), false)
		wantErrno(t, client.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EPIPE)
		_, err := client.TryWriteBytes([]byte{1})
		wantErrno(t, err, syscall.EPIPE)
		client.Close(nil)
		peer.Close(nil)
		run(t, l)
	})
}

func TestReadableAndWritableAfterEnd(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, peer.ReadStart(readFunc(func(_ []byte, err error) {
			wantEqual(t, "end", err, io.EOF)
			wantEqual(t, "readable", peer.IsReadable(), true)
			wantEqual(t, "writable", peer.IsWritable(), true)
			peer.Close(nil)
			wantEqual(t, "readable", peer.IsReadable(), false)
			wantEqual(t, "writable", peer.IsWritable(), false)
		})))
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
		run(t, l)
	})
}

func TestIdleConnectionIsSmall(t *testing.T) {
	if mechanisms[EndpointsDescriptor] == nil {
		t.Skip("no descriptors on this platform")
	}
	l := newLoop(t, WithEndpoints(EndpointsDescriptor))
	const count = 10_000
	all := make([]*TCP, count)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range all {
		all[i] = NewTCP(l)
	}
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(all)
	// And 8 bytes in the poller's table.
	if per := (after.TotalAlloc - before.TotalAlloc) / count; per > 350-8 {
		t.Errorf("a TCP takes %d bytes", per)
	} else {
		t.Logf("a TCP takes %d bytes", per)
	}
}
