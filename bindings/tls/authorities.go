package tls

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// authorities are certificates that contexts trust which name none themselves,
// where these are not the bundle alone. They are made once for many contexts.
type authorities struct {
	pool  *x509.CertPool
	certs []*x509.Certificate // of those in pool that are not the bundle's
}

var authoritiesSlot = env.NewSlot(func(e *env.Env) *env.Class {
	return e.NewClass("Authorities", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = newAuthorities(e, c)
		return nil
	})
})

// newAuthorities is new Authorities(texts, bundled): texts are PEM, and bundled
// is whether the bundle is trusted too.
func newAuthorities(e *env.Env, c goja.ConstructorCall) *authorities {
	a := &authorities{pool: x509.NewCertPool()}
	if c.Argument(1).ToBoolean() {
		a.pool = defaultRoots().Clone()
	}
	for _, v := range list(e, c.Argument(0)) {
		for _, cert := range parsePEM(e, []byte(v.String())) {
			a.pool.AddCert(cert)
			a.certs = append(a.certs, cert)
		}
	}
	return a
}

// splitCertificates is (PEM text or bytes): an array of the certificates in it,
// each as a PEM text.
func splitCertificates(e *env.Env, c goja.FunctionCall) goja.Value {
	var texts []any
	for _, cert := range parsePEM(e, buffer.BytesOf(e, c.Argument(0), nil)) {
		texts = append(texts, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})))
	}
	return e.VM.NewArray(texts...)
}

// parsePEM reads all certificates of a text. What looks like one and is none is
// an error.
func parsePEM(e *env.Env, text []byte) (certs []*x509.Certificate) {
	failure := func() *goja.Object {
		return errs.OpenSSL(e, "0488000D", "PEM routines", "ASN1 lib", "ERR_OSSL_PEM_ASN1_LIB")
	}
	begin := []byte("-----BEGIN CERTIFICATE-----")
	for rest := text; ; {
		i := bytes.Index(rest, begin)
		if i < 0 {
			return certs
		}
		block, after := pem.Decode(rest[i:])
		if block == nil || block.Type != "CERTIFICATE" {
			panic(failure())
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			panic(failure())
		}
		if !slices.ContainsFunc(certs, cert.Equal) {
			certs = append(certs, cert)
		}
		rest = after
	}
}
