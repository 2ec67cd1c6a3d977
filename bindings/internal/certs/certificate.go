// Package certs gives certificates the forms that scripts know them in: the
// objects of tls's getPeerCertificate and the texts of crypto's X509Certificate.
package certs

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// attributeNames are OpenSSL's short names of the parts of a name.
var attributeNames = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
	"2.5.4.9": "street", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.13": "description",
	"2.5.4.15": "businessCategory", "2.5.4.17": "postalCode", "2.5.4.41": "name", "2.5.4.42": "GN", "2.5.4.43": "initials",
	"2.5.4.46": "dnQualifier", "2.5.4.97": "organizationIdentifier", "1.2.840.113549.1.9.1": "emailAddress",
	"0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC", "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST",
	"1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
}

// nameObject is a name as getPeerCertificate has it: a part that comes more
// than once is an array.
func nameObject(e *env.Env, raw []byte) *goja.Object {
	o := e.VM.CreateObject(nil)
	var sequence pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &sequence); err != nil {
		return o
	}
	values := map[string][]any{}
	for _, set := range sequence {
		for _, part := range set {
			name, ok := attributeNames[part.Type.String()]
			if !ok {
				name = part.Type.String()
			}
			values[name] = append(values[name], fmt.Sprint(part.Value))
			if list := values[name]; len(list) > 1 {
				o.Set(name, e.VM.NewArray(list...))
			} else {
				o.Set(name, list[0])
			}
		}
	}
	return o
}

// AltNames is the subjectAltName extension as OpenSSL prints it.
func AltNames(cert *x509.Certificate) (text string, ok bool) {
	var names []string
	add := func(kind, name string) {
		names = append(names, kind+":"+quoted(name))
	}
	for _, name := range cert.DNSNames {
		add("DNS", name)
	}
	for _, ip := range cert.IPAddresses {
		names = append(names, "IP Address:"+ipText(ip))
	}
	for _, address := range cert.EmailAddresses {
		add("email", address)
	}
	for _, uri := range cert.URIs {
		add("URI", uri.String())
	}
	return strings.Join(names, ", "), len(names) > 0
}

// quoted is a name as Node shows it: one that could be taken for several is in
// quotes.
func quoted(name string) string {
	if strings.ContainsAny(name, ",\"'\\\x00") {
		return fmt.Sprintf("%q", name)
	}
	return name
}

// ipText is an address as OpenSSL prints it: IPv6 in full groups.
func ipText(ip []byte) string {
	if len(ip) == 4 {
		return fmt.Sprintf("%d.%d.%d.%d", ip[0], ip[1], ip[2], ip[3])
	}
	var groups []string
	for i := 0; i+1 < len(ip); i += 2 {
		groups = append(groups, fmt.Sprintf("%X", int(ip[i])<<8|int(ip[i+1])))
	}
	return strings.Join(groups, ":")
}

// Time is a moment as OpenSSL prints it.
func Time(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006 GMT") }

// Fingerprint is a digest as OpenSSL prints it.
func Fingerprint(sum []byte) string {
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// Object is a certificate as getPeerCertificate has it.
func Object(e *env.Env, cert *x509.Certificate) *goja.Object {
	o := e.VM.NewObject()
	o.Set("subject", nameObject(e, cert.RawSubject))
	o.Set("issuer", nameObject(e, cert.RawIssuer))
	if names, ok := AltNames(cert); ok {
		o.Set("subjectaltname", names)
	} else {
		o.Set("subjectaltname", goja.Undefined())
	}
	o.Set("infoAccess", infoAccess(e, cert))
	o.Set("ca", cert.IsCA)
	setPublicKey(e, o, cert)
	o.Set("valid_from", Time(cert.NotBefore))
	o.Set("valid_to", Time(cert.NotAfter))
	sum1, sum256, sum512 := sha1.Sum(cert.Raw), sha256.Sum256(cert.Raw), sha512.Sum512(cert.Raw)
	o.Set("fingerprint", Fingerprint(sum1[:]))
	o.Set("fingerprint256", Fingerprint(sum256[:]))
	o.Set("fingerprint512", Fingerprint(sum512[:]))
	o.Set("ext_key_usage", Usages(e, cert))
	o.Set("serialNumber", Serial(cert))
	o.Set("raw", buffer.New(e, bytes.Clone(cert.Raw)))
	curve, isCurve := cert.PublicKey.(*ecdsa.PublicKey)
	names := [2]goja.Value{goja.Undefined(), goja.Undefined()}
	if isCurve {
		for i, name := range curveNames[curve.Curve] {
			names[i] = e.VM.ToValue(name)
		}
	}
	o.Set("asn1Curve", names[0])
	o.Set("nistCurve", names[1])
	return o
}

var curveNames = map[elliptic.Curve][2]string{
	elliptic.P224(): {"secp224r1", "P-224"}, elliptic.P256(): {"prime256v1", "P-256"},
	elliptic.P384(): {"secp384r1", "P-384"}, elliptic.P521(): {"secp521r1", "P-521"},
}

// setPublicKey sets what tells of the key: of RSA its numbers and the whole,
// of curves the point.
func setPublicKey(e *env.Env, o *goja.Object, cert *x509.Certificate) {
	modulus, exponent, bits, pubkey := goja.Undefined(), goja.Undefined(), goja.Undefined(), goja.Undefined()
	switch key := cert.PublicKey.(type) {
	case *rsa.PublicKey:
		modulus = e.VM.ToValue(strings.ToUpper(key.N.Text(16)))
		exponent = e.VM.ToValue(fmt.Sprintf("0x%x", key.E))
		bits = e.VM.ToValue(key.N.BitLen())
		pubkey = buffer.New(e, bytes.Clone(cert.RawSubjectPublicKeyInfo))
	case *ecdsa.PublicKey:
		bits = e.VM.ToValue(key.Curve.Params().BitSize)
		if point, err := key.Bytes(); err == nil {
			pubkey = buffer.New(e, point)
		}
	}
	o.Set("modulus", modulus)
	o.Set("exponent", exponent)
	o.Set("pubkey", pubkey)
	o.Set("bits", bits)
}

func infoAccess(e *env.Env, cert *x509.Certificate) goja.Value {
	if len(cert.OCSPServer) == 0 && len(cert.IssuingCertificateURL) == 0 {
		return goja.Undefined()
	}
	o := e.VM.CreateObject(nil)
	set := func(name string, urls []string) {
		values := make([]any, len(urls))
		for i, u := range urls {
			values[i] = u
		}
		if len(urls) > 0 {
			o.Set(name, e.VM.NewArray(values...))
		}
	}
	set("OCSP - URI", cert.OCSPServer)
	set("CA Issuers - URI", cert.IssuingCertificateURL)
	return o
}

var oidExtKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// Usages is the extendedKeyUsage extension: an array of numbers, or undefined.
func Usages(e *env.Env, cert *x509.Certificate) goja.Value {
	for _, extension := range cert.Extensions {
		if !extension.Id.Equal(oidExtKeyUsage) {
			continue
		}
		var oids []asn1.ObjectIdentifier
		if _, err := asn1.Unmarshal(extension.Value, &oids); err != nil {
			return goja.Undefined()
		}
		values := make([]any, len(oids))
		for i, oid := range oids {
			values[i] = oid.String()
		}
		return e.VM.NewArray(values...)
	}
	return goja.Undefined()
}

// Chain is a peer's certificates: the first, with those of its issuers
// as issuerCertificate, from the chain or the authorities, if detailed. One that issued itself is its own issuer.
func Chain(e *env.Env, chain, authorities []*x509.Certificate, detailed bool) goja.Value {
	if len(chain) == 0 {
		return goja.Undefined()
	}
	first := Object(e, chain[0])
	if !detailed {
		return first
	}
	o, cert := first, chain[0]
	for _, cert = range Issuers(cert, slices.Concat(chain[1:], authorities)) {
		issuer := Object(e, cert)
		o.Set("issuerCertificate", issuer)
		o = issuer
	}
	if SelfIssued(cert) {
		o.Set("issuerCertificate", o)
	}
	return first
}

// Issuers returns the certificates of cert's issuer, of that one's, and so on,
// as far as they are among known.
func Issuers(cert *x509.Certificate, known []*x509.Certificate) (issuers []*x509.Certificate) {
	rest := slices.Clone(known)
	for !SelfIssued(cert) {
		i := slices.IndexFunc(rest, func(c *x509.Certificate) bool { return bytes.Equal(c.RawSubject, cert.RawIssuer) })
		if i < 0 {
			break
		}
		cert = rest[i]
		issuers = append(issuers, cert)
		rest = slices.Delete(rest, i, i+1) // names may go in a circle
	}
	return issuers
}

// SelfIssued reports whether a certificate names itself as its issuer.
func SelfIssued(cert *x509.Certificate) bool { return bytes.Equal(cert.RawIssuer, cert.RawSubject) }
