package tls

import (
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/certs"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/validate"
)

// secureContext is what createSecureContext makes of its options.
type secureContext struct {
	certificates []tls.Certificate
	roots        *x509.CertPool      // nil for the default ones
	authorities  []*x509.Certificate // that are in roots
	min, max     uint16
	suites       []uint16
	curves       []tls.CurveID
}

var contextSlot = env.NewSlot(func(e *env.Env) *env.Class {
	return e.NewClass("SecureContext", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = newContext(e, c.Argument(0).ToObject(e.VM))
		return nil
	})
})

func contextOf(e *env.Env, v goja.Value) *secureContext {
	context, ok := env.PartOf[*secureContext](e, v, env.PartOwner)
	if !ok {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	return context
}

// newContext reads options: cert, key and ca are arrays of what each PEM text
// is, key with a passphrase each; the rest are strings or undefined.
func newContext(e *env.Env, options *goja.Object) *secureContext {
	context := &secureContext{}
	text := func(name string) string {
		if v := options.Get(name); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			return v.String()
		}
		return ""
	}
	context.min, context.max = versions[text("minVersion")], versions[text("maxVersion")]
	var ok bool
	if context.suites, ok = parseCiphers(text("ciphers")); !ok {
		panic(sslError(e, "0A0000B9", "no cipher match", "ERR_SSL_NO_CIPHER_MATCH"))
	}
	context.curves = curvesOf(e, text("ecdhCurve"))
	context.addCertificates(e, list(e, options.Get("cert")), list(e, options.Get("key")))
	if v := options.Get("authorities"); v != nil && !goja.IsUndefined(v) {
		a, ok := env.PartOf[*authorities](e, v, env.PartOwner)
		if !ok {
			panic(errs.TypeError(e, "Illegal invocation"))
		}
		context.roots, context.authorities = a.pool, a.certs
	}
	if ca := options.Get("ca"); ca != nil && !goja.IsUndefined(ca) {
		context.roots = x509.NewCertPool()
		for _, v := range list(e, ca) {
			context.addRoots(e, buffer.BytesOf(e, v, nil))
		}
		context.completeChains()
	}
	return context
}

func list(e *env.Env, v goja.Value) (values []goja.Value) {
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	e.VM.ForOf(v, func(item goja.Value) bool {
		values = append(values, item)
		return true
	})
	return values
}

// curvesOf reads a list such as "P-256:X25519"; auto leaves the choice to
// crypto/tls.
func curvesOf(e *env.Env, text string) (ids []tls.CurveID) {
	if text == "" || text == "auto" {
		return nil
	}
	for name := range strings.SplitSeq(text, ":") {
		id, ok := curves[name]
		if !ok {
			panic(errs.NewText(e, "ERR_CRYPTO_OPERATION_FAILED", "Failed to set ECDH curve"))
		}
		ids = append(ids, id)
	}
	return ids
}

// addRoots trusts the certificates of a PEM text; one without any is ignored,
// as OpenSSL does.
func (c *secureContext) addRoots(e *env.Env, text []byte) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if !strings.HasSuffix(block.Type, "CERTIFICATE") {
			continue
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			panic(pemError(e))
		}
		c.roots.AddCert(cert)
		c.authorities = append(c.authorities, cert)
	}
}

// addCertificates pairs each chain with the key that belongs to it.
func (c *secureContext) addCertificates(e *env.Env, pems, keys []goja.Value) {
	var parsed []crypto.PrivateKey
	for _, v := range keys {
		o := v.ToObject(e.VM)
		key, err := parseKey(e, buffer.BytesOf(e, o.Get("pem"), nil), o.Get("passphrase"))
		if err != nil {
			panic(keyError(e, err))
		}
		parsed = append(parsed, key)
	}
	for _, v := range pems {
		chain := tls.Certificate{Certificate: chainOf(buffer.BytesOf(e, v, nil))}
		if len(chain.Certificate) == 0 {
			panic(pemError(e))
		}
		leaf, err := x509.ParseCertificate(chain.Certificate[0])
		if err != nil {
			panic(pemError(e))
		}
		chain.Leaf = leaf
		for _, key := range parsed {
			if belongs(key, leaf) {
				chain.PrivateKey = key
			}
		}
		if chain.PrivateKey == nil && len(parsed) > 0 {
			panic(errs.OpenSSL(e, "05800074", "x509 certificate routines", "key values mismatch", "ERR_OSSL_X509_KEY_VALUES_MISMATCH"))
		}
		if chain.PrivateKey != nil {
			c.certificates = append(c.certificates, chain)
		}
	}
}

// completeChains adds the issuers that are among the authorities to certificates
// that were given without any, as OpenSSL does when it sends them.
func (c *secureContext) completeChains() {
	for i := range c.certificates {
		chain := &c.certificates[i]
		if len(chain.Certificate) > 1 {
			continue
		}
		for _, issuer := range certs.Issuers(chain.Leaf, c.authorities) {
			chain.Certificate = append(chain.Certificate, issuer.Raw)
		}
	}
}

func belongs(key crypto.PrivateKey, cert *x509.Certificate) bool {
	signer, ok := key.(crypto.Signer)
	if !ok {
		return false
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(cert.PublicKey)
}

// chainOf returns the certificates of a PEM text, the leaf first.
func chainOf(text []byte) (chain [][]byte) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "CERTIFICATE") {
			chain = append(chain, block.Bytes)
		}
	}
	return chain
}

// parseKey reads the first private key of a PEM text, of a kind that crypto/tls
// can sign with.
func parseKey(e *env.Env, text []byte, passphrase goja.Value) (crypto.PrivateKey, error) {
	var phrase []byte
	if !validate.Nullish(passphrase) {
		phrase = buffer.BytesOf(e, passphrase, nil)
	}
	key, err := keys.ParsePrivatePEM(text, phrase)
	if err != nil {
		return nil, err
	}
	if signer := key.Signer(); signer != nil {
		return signer, nil
	}
	return nil, keys.ErrUnsupported
}
