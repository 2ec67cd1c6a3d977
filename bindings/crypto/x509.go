package crypto

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"net/netip"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/certs"
	"gonet/bindings/internal/keys"
)

var x509Slot = env.NewSlot(newX509Class)

// newX509Class makes X509: new X509(bytes), in PEM or DER.
func newX509Class(e *env.Env) *env.Class {
	class := e.NewClass("X509", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = parseCertificate(e, buffer.BytesOf(e, c.Argument(0), nil))
		return nil
	})
	method := func(name string, fn func(cert *x509.Certificate, c goja.FunctionCall) goja.Value) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value { return fn(certificateOf(e, c.This), c) })
	}
	method("fields", func(cert *x509.Certificate, _ goja.FunctionCall) goja.Value { return certificateFields(e, cert) })
	method("raw", func(cert *x509.Certificate, _ goja.FunctionCall) goja.Value {
		return buffer.New(e, bytes.Clone(cert.Raw))
	})
	method("pem", func(cert *x509.Certificate, _ goja.FunctionCall) goja.Value {
		return e.VM.ToValue(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})))
	})
	method("legacy", func(cert *x509.Certificate, _ goja.FunctionCall) goja.Value { return certs.Object(e, cert) })
	method("publicKey", func(cert *x509.Certificate, _ goja.FunctionCall) goja.Value {
		k, err := keys.ParseSPKI(cert.RawSubjectPublicKeyInfo)
		if err != nil {
			panic(failed(e, keys.ErrUnsupported))
		}
		return newKey(e, k)
	})
	method("checkHost", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		name, ok := certs.CheckHost(cert, c.Argument(0).String(), certs.HostOptions{
			Subject: textOf(c.Argument(1)), Wildcards: c.Argument(2).ToBoolean(), PartialWildcards: c.Argument(3).ToBoolean(),
			MultiLabelWildcards: c.Argument(4).ToBoolean(), SingleSubdomain: c.Argument(5).ToBoolean(),
		})
		if !ok {
			return goja.Undefined()
		}
		return e.VM.ToValue(name)
	})
	method("checkEmail", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(certs.CheckEmail(cert, c.Argument(0).String(), textOf(c.Argument(1))))
	})
	method("checkIP", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		address, err := netip.ParseAddr(c.Argument(0).String())
		if err != nil {
			return goja.Null()
		}
		return e.VM.ToValue(certs.CheckIP(cert, address))
	})
	method("checkIssued", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(issuedBy(cert, certificateOf(e, c.Argument(0))))
	})
	method("checkPrivateKey", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		k, err := keys.ParseSPKI(cert.RawSubjectPublicKeyInfo)
		return e.VM.ToValue(err == nil && k.Equal(asymmetricOf(e, c.Argument(0)).PublicOnly()))
	})
	method("verify", func(cert *x509.Certificate, c goja.FunctionCall) goja.Value {
		ok := verifySigned(asymmetricOf(e, c.Argument(0)), signatureAlgorithm(cert.Raw), cert.RawTBSCertificate, cert.Signature)
		return e.VM.ToValue(ok)
	})
	return class
}

func certificateOf(e *env.Env, v goja.Value) *x509.Certificate {
	cert, ok := env.PartOf[*x509.Certificate](e, v, env.PartOwner)
	if !ok {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	return cert
}

func parseCertificate(e *env.Env, text []byte) *x509.Certificate {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if !strings.HasSuffix(block.Type, "CERTIFICATE") {
			continue
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			panic(failed(e, keys.ErrWrongTag))
		}
		return cert
	}
	cert, err := x509.ParseCertificate(text)
	if err != nil {
		panic(failed(e, keys.ErrNoStartLine))
	}
	return cert
}

// certificateFields are the accessors of X509Certificate that are plain values.
func certificateFields(e *env.Env, cert *x509.Certificate) goja.Value {
	o := e.VM.NewObject()
	text := func(name, value string) {
		if value == "" {
			o.Set(name, goja.Undefined())
		} else {
			o.Set(name, value)
		}
	}
	text("subject", certs.NameText(cert.RawSubject))
	names, _ := certs.AltNames(cert)
	text("subjectAltName", names)
	text("issuer", certs.NameText(cert.RawIssuer))
	text("infoAccess", certs.Access(cert))
	o.Set("validFrom", certs.Time(cert.NotBefore))
	o.Set("validTo", certs.Time(cert.NotAfter))
	o.Set("validFromDate", float64(cert.NotBefore.UnixMilli()))
	o.Set("validToDate", float64(cert.NotAfter.UnixMilli()))
	sum1, sum256, sum512 := sha1.Sum(cert.Raw), sha256.Sum256(cert.Raw), sha512.Sum512(cert.Raw)
	o.Set("fingerprint", certs.Fingerprint(sum1[:]))
	o.Set("fingerprint256", certs.Fingerprint(sum256[:]))
	o.Set("fingerprint512", certs.Fingerprint(sum512[:]))
	o.Set("keyUsage", certs.Usages(e, cert))
	o.Set("serialNumber", certs.Serial(cert))
	oid := signatureAlgorithm(cert.Raw)
	text("signatureAlgorithm", signedWith[oid].name)
	o.Set("signatureAlgorithmOid", oid)
	o.Set("ca", cert.IsCA)
	return o
}

// issuedBy reports whether a certificate names another as its issuer.
func issuedBy(cert, issuer *x509.Certificate) bool {
	if !bytes.Equal(cert.RawIssuer, issuer.RawSubject) {
		return false
	}
	ids := len(cert.AuthorityKeyId) > 0 && len(issuer.SubjectKeyId) > 0
	if ids && !bytes.Equal(cert.AuthorityKeyId, issuer.SubjectKeyId) {
		return false
	}
	return issuer.KeyUsage == 0 || issuer.KeyUsage&x509.KeyUsageCertSign != 0
}

// signatureAlgorithm is the number of what a certificate is signed with.
func signatureAlgorithm(der []byte) string {
	var cert struct {
		TBS       asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}
	if _, err := asn1.Unmarshal(der, &cert); err != nil {
		return ""
	}
	return cert.Algorithm.Algorithm.String()
}

// signedWith are the signatures of certificates: OpenSSL's names, and the
// digests.
var signedWith = map[string]struct{ name, digest string }{
	"1.2.840.113549.1.1.4":   {"md5WithRSAEncryption", "md5"},
	"1.2.840.113549.1.1.5":   {"sha1WithRSAEncryption", "sha1"},
	"1.2.840.113549.1.1.14":  {"sha224WithRSAEncryption", "sha224"},
	"1.2.840.113549.1.1.11":  {"sha256WithRSAEncryption", "sha256"},
	"1.2.840.113549.1.1.12":  {"sha384WithRSAEncryption", "sha384"},
	"1.2.840.113549.1.1.13":  {"sha512WithRSAEncryption", "sha512"},
	"1.2.840.113549.1.1.10":  {"rsassaPss", ""},
	"1.2.840.10045.4.1":      {"ecdsa-with-SHA1", "sha1"},
	"1.2.840.10045.4.3.1":    {"ecdsa-with-SHA224", "sha224"},
	"1.2.840.10045.4.3.2":    {"ecdsa-with-SHA256", "sha256"},
	"1.2.840.10045.4.3.3":    {"ecdsa-with-SHA384", "sha384"},
	"1.2.840.10045.4.3.4":    {"ecdsa-with-SHA512", "sha512"},
	"1.2.840.10040.4.3":      {"dsaWithSHA1", "sha1"},
	"2.16.840.1.101.3.4.3.2": {"dsa_with_SHA256", "sha256"},
	"1.3.101.112":            {"ED25519", ""},
	"1.3.101.113":            {"ED448", ""},
}

// verifySigned verifies what a structure of ASN.1 is signed with.
func verifySigned(k *keys.Key, oid string, signed, sig []byte) bool {
	how, ok := signedWith[oid]
	if !ok {
		return false
	}
	s := signature{key: k, salt: saltUnknown}
	if how.digest != "" {
		s.digest, _ = findDigest(how.digest)
	}
	if how.name == "rsassaPss" && k.RSA != nil {
		// Which digest it was stands in parameters; there are only a few.
		s.padding = paddingPSS
		for _, name := range []string{"sha256", "sha384", "sha512", "sha1"} {
			s.digest, _ = findDigest(name)
			if ok, err := s.verify(signed, sig, false); ok && err == nil {
				return true
			}
		}
		return false
	}
	ok, err := s.verify(signed, sig, false)
	return ok && err == nil
}
