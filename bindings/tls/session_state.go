package tls

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"net"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
)

func (c *clear) LocalAddr() net.Addr                 { return c.transport.LocalAddr() }
func (c *clear) RemoteAddr() net.Addr                { return c.transport.RemoteAddr() }
func (c *clear) SetDeadline(at time.Time) error      { return c.transport.SetDeadline(at) }
func (c *clear) SetReadDeadline(at time.Time) error  { return c.transport.SetReadDeadline(at) }
func (c *clear) SetWriteDeadline(at time.Time) error { return c.transport.SetWriteDeadline(at) }

// state describes the connection: { version, cipher: { name, standardName,
// version }, alpn, servername, resumed, curve, verifyCode, verifyMessage }.
func (s *session) state(goja.FunctionCall) goja.Value {
	e, state := s.env, s.conn.ConnectionState()
	o := e.VM.NewObject()
	o.Set("version", versionName(state.Version))
	if suite, ok := suiteOf(state.CipherSuite); ok {
		cipher := e.VM.NewObject()
		cipher.Set("name", suite.openssl)
		cipher.Set("standardName", suite.standard)
		cipher.Set("version", suite.version)
		o.Set("cipher", cipher)
	}
	o.Set("alpn", state.NegotiatedProtocol)
	if s.server {
		o.Set("servername", s.hello)
	}
	o.Set("resumed", state.DidResume)
	if state.CurveID != 0 {
		o.Set("curve", state.CurveID.String())
	}
	if v := s.verdict(&state); v != nil {
		o.Set("verifyCode", v.code)
		o.Set("verifyMessage", v.message)
	}
	return o
}

// verdict is why the peer is not trusted, nil if it is. A client that was not
// asked for a certificate is not judged.
func (s *session) verdict(state *tls.ConnectionState) *verdict {
	if s.server && s.config.ClientAuth == tls.NoClientCert {
		return nil
	}
	return verify(state.PeerCertificates, s.context.roots)
}

// ownCertificate is the certificate of this side, of which there may be none.
func (s *session) ownCertificate() []*x509.Certificate {
	if len(s.context.certificates) == 0 {
		return nil
	}
	return []*x509.Certificate{s.context.certificates[0].Leaf}
}

// raw makes a list of the bytes of certificates.
func (s *session) raw(chain []*x509.Certificate) goja.Value {
	list := make([]any, len(chain))
	for i, cert := range chain {
		list[i] = buffer.New(s.env, bytes.Clone(cert.Raw))
	}
	return s.env.VM.NewArray(list...)
}

// exportKeyingMaterial is (length, label, context).
func (s *session) exportKeyingMaterial(c goja.FunctionCall) goja.Value {
	var given []byte
	if v := c.Argument(2); !goja.IsUndefined(v) {
		given = append([]byte{}, buffer.BytesOf(s.env, v, nil)...)
	}
	state := s.conn.ConnectionState()
	out, err := state.ExportKeyingMaterial(c.Argument(1).String(), given, int(c.Argument(0).ToInteger()))
	if err != nil {
		panic(errs.NewText(s.env, "ERR_CRYPTO_OPERATION_FAILED", err.Error()))
	}
	return buffer.New(s.env, out)
}

// greeting is the script's answer to a client's hello.
type greeting struct {
	context   *secureContext
	protocols []string
	set       bool // protocols are to be used
	err       error
}

// greet is called on a goroutine with the hello of a client. It asks the
// script, where that wants to be asked, and waits for its answer.
func (s *session) greet(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	s.hello = hello.ServerName
	if !s.asks {
		return nil, nil
	}
	answers := make(chan greeting, 1)
	s.post("onclienthello", func() []goja.Value {
		protocols := make([]any, len(hello.SupportedProtos))
		for i, name := range hello.SupportedProtos {
			protocols[i] = name
		}
		answer := s.env.Function("answer", 3, func(c goja.FunctionCall) goja.Value {
			select {
			case answers <- s.answer(c):
			default: // it has answered already
			}
			return goja.Undefined()
		})
		return []goja.Value{s.env.VM.ToValue(hello.ServerName), s.env.VM.NewArray(protocols...), answer}
	})
	select {
	case a := <-answers:
		return s.configFor(a)
	case <-hello.Context().Done():
		return nil, hello.Context().Err()
	}
}

// answer is (refused, context, protocols): what the script has decided.
func (s *session) answer(c goja.FunctionCall) greeting {
	if c.Argument(0).ToBoolean() {
		return greeting{err: net.ErrClosed}
	}
	a := greeting{set: !goja.IsUndefined(c.Argument(2))}
	if context, ok := env.PartOf[*secureContext](s.env, c.Argument(1), env.PartOwner); ok {
		a.context = context
		s.context = context
	}
	for _, name := range list(s.env, c.Argument(2)) {
		a.protocols = append(a.protocols, name.String())
	}
	return a
}

func (s *session) configFor(a greeting) (*tls.Config, error) {
	if a.err != nil {
		return nil, a.err
	}
	config := s.config.Clone()
	config.GetConfigForClient = nil
	if a.context != nil {
		s.use(config, a.context)
	}
	if a.set {
		config.NextProtos = a.protocols
	}
	return config, nil
}
