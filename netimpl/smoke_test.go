package netimpl

import (
	"net/netip"
	"testing"
)

type echoConn struct {
	*TCP
	t *testing.T
}

func (c *echoConn) OnRead(buf []byte, err error) {
	if err != nil {
		c.Close(nil)
		return
	}
	if _, err := c.TryWriteBytes(buf); err != nil {
		c.t.Error(err)
	}
}

type client struct {
	*TCP
	got string
}

func (c *client) OnRead(buf []byte, err error) {
	if err != nil {
		c.Close(nil)
		return
	}
	c.got += string(buf)
	c.Shutdown(nil)
}

type listenFunc func(error)

func (f listenFunc) OnConnection(err error) { f(err) }

func TestSmoke(t *testing.T) {
	l, err := NewLoop()
	if err != nil {
		t.Fatal(err)
	}
	s := NewTCP(l)
	if err := s.Bind(netip.MustParseAddrPort("127.0.0.1:0"), 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Listen(10, listenFunc(func(error) {
		c := &echoConn{NewTCP(l), t}
		if err := s.Accept(c); err != nil {
			t.Error(err)
		}
		c.ReadStart(c)
		s.Close(nil)
	})); err != nil {
		t.Fatal(err)
	}
	a, _ := s.LocalAddr()
	c := &client{TCP: NewTCP(l)}
	if err := c.Connect(a, func(err error) {
		if err != nil {
			t.Error(err)
		}
		c.ReadStart(c)
		c.TryWrite([][]byte{[]byte("hello")})
	}); err != nil {
		t.Fatal(err)
	}
	l.Run(RunDefault)
	if c.got != "hello" {
		t.Error(c.got)
	}
	l.Close()
}
