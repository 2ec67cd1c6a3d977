package mailbox

import (
	"sync"
	"testing"
)

// What one goroutine sends another takes in order, and is told of each.
func TestOrder(t *testing.T) {
	a, b := NewChannel()
	const n = 1000
	woken := make(chan struct{}, n+1)
	b.Attach(func() { woken <- struct{}{} })
	go func() {
		for i := range n {
			a.Send(&Message{Bytes: []byte{byte(i), byte(i >> 8)}})
		}
		a.Close()
	}()
	for i := range n {
		<-woken
		m := b.Take()
		if got := int(m.Bytes[0]) | int(m.Bytes[1])<<8; got != i {
			t.Fatalf("message %d is %d", i, got)
		}
	}
	<-woken
	if count, closes := b.Peek(); count != 1 || !closes {
		t.Errorf("at the end: %d messages, closes %v", count, closes)
	}
}

// Messages wait for an end that is on its way.
func TestMove(t *testing.T) {
	a, b := NewChannel()
	b.Attach(func() {})
	a.Send(&Message{Bytes: []byte("one")})
	b.Detach()
	a.Send(&Message{Bytes: []byte("two")})
	woken := 0
	if n := b.Attach(func() { woken++ }); n != 2 {
		t.Errorf("%d messages wait", n)
	}
	a.Send(&Message{Bytes: []byte("three")})
	if woken != 1 {
		t.Errorf("woken %d times", woken)
	}
	for _, want := range []string{"one", "two", "three"} {
		if m := b.Take(); string(m.Bytes) != want {
			t.Errorf("got %q, not %q", m.Bytes, want)
		}
	}
	if b.Take() != nil {
		t.Error("there is one more message")
	}
}

// An end in a message that is lost closes, so that its other end learns of it.
func TestLostEndCloses(t *testing.T) {
	for name, lose := range map[string]func(*End){
		"unread": func(inner *End) {
			c, d := NewChannel()
			c.Send(&Message{Moved: []any{inner}})
			d.Close()
		},
		"sent too late": func(inner *End) {
			c, d := NewChannel()
			d.Close()
			c.Send(&Message{Moved: []any{inner}})
		},
	} {
		a, b := NewChannel()
		lose(b)
		if _, closes := a.Peek(); !closes {
			t.Errorf("%s: the other end does not know", name)
		}
	}
}

// Both ends may close at once.
func TestCloseBoth(t *testing.T) {
	for range 100 {
		a, b := NewChannel()
		var both sync.WaitGroup
		both.Go(a.Close)
		both.Go(b.Close)
		both.Wait()
		a.Close()
	}
}

// A group's message reaches all but its sender.
func TestGroup(t *testing.T) {
	var groups Groups
	woken := make(chan int, 10)
	var members []*Member
	for i := range 3 {
		members = append(members, groups.Join("x", func() { woken <- i }))
	}
	other := groups.Join("y", func() { t.Error("another group is told") })
	go members[0].Post([]byte("hello"))
	<-woken
	<-woken
	for i, want := range []string{"", "hello", "hello"} {
		if got := string(members[i].Take()); got != want {
			t.Errorf("member %d has %q", i, got)
		}
	}
	members[1].Leave()
	members[2].Leave()
	if members[0].Others() {
		t.Error("members that have left are there")
	}
	other.Leave()
	if len(groups.byName) != 1 {
		t.Errorf("%d groups", len(groups.byName))
	}
}
