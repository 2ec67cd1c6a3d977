package tls

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/certs"
	bindnet "gonet/bindings/net"
)

// session is one TLS connection over a stream of the script's. crypto/tls runs
// it on the goroutines of a connection endpoint (netimpl); the clear side is a
// net.Socket's handle, the other a transport.
//
// Callbacks of the script are properties of its object, called on the loop:
// onflush() when take has something, onhandshake(error) once, onerror(error)
// when the connection fails later, onkeylog(line), and for servers
// onclienthello(servername, protocols, answer) with answer(error, context,
// protocols).
type session struct {
	env       *env.Env
	object    *goja.Object
	server    bool
	config    *tls.Config
	context   *secureContext
	transport *transport
	conn      *tls.Conn
	ready     chan struct{} // closed when the handshake has ended
	accepted  chan struct{} // closed when the script trusts the peer
	done      chan struct{} // closed with the connection
	left      chan struct{} // closed when the script gives up what is not accepted yet
	cancel    context.CancelFunc
	hello     string // the name that a client asked for
	asks      bool   // onclienthello is there

	// What keeps the loop alive while only goroutines know what follows.
	shaking     bool         // the handshake is under way
	hasLeft     bool         // the script has destroyed its socket
	releaseEnd  func(func()) // until it has failed, the stream having ended
	releaseLeft func(func()) // until the goodbye, the script having left
}

var sessionSlot = env.NewSlot(newSessionClass)

func newSessionClass(e *env.Env) *env.Class {
	class := e.NewClass("Session", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = newSession(e, c)
		return nil
	})
	method := func(name string, length int, fn func(s *session, c goja.FunctionCall) goja.Value) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			s, ok := env.PartOf[*session](e, c.This, env.PartOwner)
			if !ok {
				panic(errs.TypeError(e, "Illegal invocation"))
			}
			if v := fn(s, c); v != nil {
				return v
			}
			return goja.Undefined()
		})
	}
	method("start", 2, (*session).start)
	method("feed", 1, func(s *session, c goja.FunctionCall) goja.Value {
		data, _ := buffer.AnyBytes(e, c.Argument(0))
		return e.VM.ToValue(s.transport.feed(data))
	})
	method("end", 0, func(s *session, _ goja.FunctionCall) goja.Value {
		s.transport.fail(io.EOF)
		if s.shaking && s.releaseEnd == nil {
			s.releaseEnd = e.Loop.Hold()
		}
		return nil
	})
	method("take", 0, (*session).take)
	method("leave", 0, (*session).leave)
	method("accept", 0, func(s *session, _ goja.FunctionCall) goja.Value {
		close(s.accepted)
		return nil
	})
	method("setAddresses", 4, (*session).setAddresses)
	method("state", 0, (*session).state)
	method("peerCertificate", 1, func(s *session, c goja.FunctionCall) goja.Value {
		return certs.Chain(e, s.conn.ConnectionState().PeerCertificates, s.context.authorities, c.Argument(0).ToBoolean())
	})
	method("ownCertificate", 0, func(s *session, _ goja.FunctionCall) goja.Value {
		return certs.Chain(e, s.ownCertificate(), nil, false)
	})
	method("peerChain", 0, func(s *session, _ goja.FunctionCall) goja.Value {
		return s.raw(s.conn.ConnectionState().PeerCertificates)
	})
	method("ownChain", 0, func(s *session, _ goja.FunctionCall) goja.Value { return s.raw(s.ownCertificate()) })
	method("exportKeyingMaterial", 3, (*session).exportKeyingMaterial)
	return class
}

// newSession is new Session(isServer, context, options), with options'
// alpn (an array of names) and the flags requestCert, rejectUnauthorized and
// asks, which is whether onclienthello is there.
func newSession(e *env.Env, c goja.ConstructorCall) *session {
	options := c.Argument(2).ToObject(e.VM)
	s := &session{
		env: e, object: c.This, server: c.Argument(0).ToBoolean(), context: contextOf(e, c.Argument(1)),
		ready: make(chan struct{}), accepted: make(chan struct{}), done: make(chan struct{}),
		left: make(chan struct{}),
	}
	s.config = &tls.Config{InsecureSkipVerify: true} // the script looks at the verdict
	s.use(s.config, s.context)
	for _, name := range list(e, options.Get("alpn")) {
		s.config.NextProtos = append(s.config.NextProtos, name.String())
	}
	flag := func(name string) bool { v := options.Get(name); return v != nil && v.ToBoolean() }
	s.asks = flag("asks")
	switch {
	case !flag("requestCert"):
	case flag("rejectUnauthorized"):
		s.config.ClientAuth = tls.RequireAnyClientCert
	default:
		s.config.ClientAuth = tls.RequestClientCert
	}
	s.transport = newTransport(s.poster("onflush"))
	if s.server {
		s.config.GetConfigForClient = s.greet
		s.conn = tls.Server(s.transport, s.config)
	}
	c.This.Set("handle", bindnet.HandleFromConn(e, (*clear)(s), "TLSWRAP"))
	return s
}

// use makes config that of a context.
func (s *session) use(config *tls.Config, c *secureContext) {
	config.Certificates, config.MinVersion, config.MaxVersion = c.certificates, c.min, c.max
	config.CipherSuites, config.CurvePreferences = c.suites, c.curves
}

// poster returns a function that calls a callback of the script from any
// goroutine.
func (s *session) poster(name string) func() { return func() { s.post(name, nil) } }

// post calls a callback of the script on the loop, with what arguments makes.
func (s *session) post(name string, arguments func() []goja.Value) {
	s.env.Loop.Post(func() {
		s.env.Enter(func() {
			fn := env.CallbackOf(s.object.Get(name))
			if fn == nil {
				return
			}
			var args []goja.Value
			if arguments != nil {
				args = arguments()
			}
			s.env.Call(fn, s.object, args...)
		})
	})
}

// start is (servername, keylog): it begins the handshake.
func (s *session) start(c goja.FunctionCall) goja.Value {
	if c.Argument(1).ToBoolean() {
		s.config.KeyLogWriter = keyLog{s}
	}
	if !s.server {
		s.config.ServerName = c.Argument(0).String()
		s.conn = tls.Client(s.transport, s.config)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.shaking = cancel, true
	go func() {
		err := s.conn.HandshakeContext(ctx)
		// The script hears of it before anything can be read.
		s.post("onhandshake", func() []goja.Value {
			s.shaking = false
			if s.releaseEnd != nil {
				s.releaseEnd(nil)
				s.releaseEnd = nil
			}
			if err == nil {
				return []goja.Value{goja.Null()}
			}
			return []goja.Value{handshakeError(s.env, err)}
		})
		close(s.ready)
	}()
	return nil
}

// keyLog gives the script what decrypts the connection, a line at a time.
type keyLog struct{ s *session }

func (k keyLog) Write(line []byte) (int, error) {
	text := append([]byte{}, line...)
	k.s.post("onkeylog", func() []goja.Value { return []goja.Value{buffer.New(k.s.env, text)} })
	return len(line), nil
}

// leave is called when the script destroys its socket. What it has written goes
// nowhere if the handshake has not ended; the goodbye, which is said on a
// goroutine, keeps the loop alive.
func (s *session) leave(goja.FunctionCall) goja.Value {
	if !s.hasLeft {
		s.hasLeft = true
		close(s.left)
		if !s.transport.given() {
			s.releaseLeft = s.env.Loop.Hold()
		}
	}
	return nil
}

// take returns what is to be done with the stream, undefined if nothing is:
// { data, more, end, closed }.
func (s *session) take(goja.FunctionCall) goja.Value {
	work, ok := s.transport.take()
	if !ok {
		return nil
	}
	if work.closed && s.releaseLeft != nil {
		s.releaseLeft(nil)
		s.releaseLeft = nil
	}
	o := s.env.VM.NewObject()
	if len(work.data) > 0 {
		o.Set("data", buffer.New(s.env, work.data))
	}
	o.Set("more", work.more)
	o.Set("end", work.end)
	o.Set("closed", work.closed)
	return o
}

func (s *session) setAddresses(c goja.FunctionCall) goja.Value {
	addr := func(host, port goja.Value) net.Addr {
		if ip, err := netip.ParseAddr(host.String()); err == nil {
			return net.TCPAddrFromAddrPort(netip.AddrPortFrom(ip, uint16(port.ToInteger())))
		}
		return noAddr{}
	}
	s.transport.setAddrs(addr(c.Argument(0), c.Argument(1)), addr(c.Argument(2), c.Argument(3)))
	return nil
}

// clear is the clear side of a session as a net.Conn: it waits until the
// script has accepted the peer, and tells it of errors before it ends.
type clear session

func (c *clear) wait() error {
	select {
	case <-c.accepted:
		return nil
	case <-c.left:
	case <-c.done:
	}
	select {
	case <-c.accepted:
		return nil
	default:
		return net.ErrClosed
	}
}

func (c *clear) Read(p []byte) (int, error) {
	if err := c.wait(); err != nil {
		return 0, err
	}
	n, err := c.conn.Read(p)
	switch {
	case err == nil, err == io.EOF, errors.Is(err, net.ErrClosed):
	case errors.Is(err, io.ErrUnexpectedEOF): // the stream ended without goodbye
		err = io.EOF
	default:
		(*session)(c).post("onerror", func() []goja.Value { return []goja.Value{handshakeError(c.env, err)} })
	}
	return n, err
}

func (c *clear) Write(p []byte) (int, error) {
	if err := c.wait(); err != nil {
		return 0, err
	}
	return c.conn.Write(p)
}

// CloseWrite tells the peer that nothing follows, on both layers.
func (c *clear) CloseWrite() error {
	if err := c.wait(); err != nil {
		return err
	}
	if err := c.conn.CloseWrite(); err != nil {
		return err
	}
	return c.transport.CloseWrite()
}

// Close says goodbye if there has been a handshake. It is called once.
func (c *clear) Close() error {
	close(c.done)
	select {
	case <-c.ready:
		return c.conn.Close()
	default:
		if c.cancel != nil {
			c.cancel()
		}
		return c.transport.Close()
	}
}
