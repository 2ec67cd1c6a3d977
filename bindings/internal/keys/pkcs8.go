package keys

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
)

type pkcs8 struct {
	Version    int
	Algorithm  pkix.AlgorithmIdentifier
	PrivateKey []byte
	// The attributes and the public key of RFC 5958, which say nothing new.
	Attributes asn1.RawValue `asn1:"optional,tag:0"`
	PublicKey  asn1.RawValue `asn1:"optional,tag:1"`
}

// ParsePKCS8 reads a private key of any kind.
func ParsePKCS8(der []byte) (*Key, error) {
	var info pkcs8
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	parameters, b := info.Algorithm.Parameters.FullBytes, info.PrivateKey
	switch oid := info.Algorithm.Algorithm; {
	case oid.Equal(oidRSA):
		return ParsePKCS1(b)
	case oid.Equal(oidPSS):
		return withPSS(info.Algorithm, func() (*Key, error) { return ParsePKCS1(b) })
	case oid.Equal(oidEC):
		return parseSEC1(b, parameters)
	case oid.Equal(oidDSA):
		return parseDSA(parameters, b, true)
	case oid.Equal(oidDH):
		return parseDH(parameters, b, true)
	default:
		if kind := pqByOID(oid); kind != "" {
			return parsePQ(kind, b)
		}
		k, ok := findOKP(func(k okpKind) bool { return k.oid.Equal(oid) })
		if !ok {
			return nil, errors.New("unknown kind of key")
		}
		var private []byte
		if err := unmarshal(b, &private); err != nil {
			return nil, err
		}
		return NewOKP(k.kind, private, true)
	}
}

// ParsePKCS1 reads a private key of RSA.
func ParsePKCS1(der []byte) (*Key, error) {
	private, err := x509.ParsePKCS1PrivateKey(der)
	if err != nil {
		return nil, err
	}
	return &Key{Kind: "rsa", IsPrivate: true, RSA: &RSA{Public: &private.PublicKey, Private: private}}, nil
}

type sec1 struct {
	Version    int
	PrivateKey []byte
	Curve      asn1.RawValue  `asn1:"optional,explicit,tag:0"`
	PublicKey  asn1.BitString `asn1:"optional,explicit,tag:1"`
}

// ParseSEC1 reads a private key on a curve.
func ParseSEC1(der []byte) (*Key, error) { return parseSEC1(der, nil) }

// parseSEC1 reads a key whose curve may be said outside of it.
func parseSEC1(der, parameters []byte) (*Key, error) {
	var info sec1
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	if parameters == nil {
		parameters = info.Curve.Bytes
	}
	curve, explicit, err := parseCurve(parameters)
	if err != nil {
		return nil, err
	}
	k, err := NewEC(curve, new(big.Int).SetBytes(info.PrivateKey))
	if err != nil {
		return nil, err
	}
	k.Explicit = explicit
	return &Key{Kind: "ec", IsPrivate: true, EC: k}, nil
}

var errCurve = errors.New("unknown curve")

func curveByOID(oid asn1.ObjectIdentifier) (*Curve, error) {
	c := findCurve(func(c *Curve) bool { return c.OID.Equal(oid) })
	if c == nil {
		return nil, errCurve
	}
	return c, nil
}

// dsaPrivate is a private key of DSA as OpenSSL writes it by itself.
type dsaPrivate struct {
	Version       int
	P, Q, G, Y, X *big.Int
}

func parseTraditionalDSA(der []byte) (*Key, error) {
	var info dsaPrivate
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	parameters, err := asn1.Marshal(dsaParameters{info.P, info.Q, info.G})
	if err != nil {
		return nil, err
	}
	number, err := asn1.Marshal(info.X)
	if err != nil {
		return nil, err
	}
	return parseDSA(parameters, number, true)
}

// PKCS8 writes a private key.
func (k *Key) PKCS8() ([]byte, error) {
	algorithm, err := k.algorithm()
	if err != nil {
		return nil, err
	}
	var b []byte
	switch {
	case k.RSA != nil:
		b = x509.MarshalPKCS1PrivateKey(k.RSA.Private)
	case k.EC != nil:
		b, err = k.SEC1(false)
	case k.DSA != nil:
		b, err = asn1.Marshal(k.DSA.Private.X)
	case k.DH != nil:
		b, err = asn1.Marshal(k.DH.X)
	case k.PQ != nil:
		b, err = k.PQ.pkcs8(k.Kind)
	default:
		b, err = asn1.Marshal(k.OKP.Private)
	}
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(struct {
		Version    int
		Algorithm  pkix.AlgorithmIdentifier
		PrivateKey []byte
	}{0, algorithm, b})
}

// SEC1 writes a private key on a curve, with or without which one it is.
func (k *Key) SEC1(named bool) ([]byte, error) {
	point := k.EC.Point(Uncompressed)
	public := asn1.BitString{Bytes: point, BitLength: 8 * len(point)}
	if !named {
		return asn1.Marshal(struct {
			Version    int
			PrivateKey []byte
			PublicKey  asn1.BitString `asn1:"explicit,tag:1"`
		}{1, k.EC.Scalar(), public})
	}
	curve, err := asn1.Marshal(k.EC.identifier())
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(struct {
		Version    int
		PrivateKey []byte
		Curve      asn1.RawValue
		PublicKey  asn1.BitString `asn1:"explicit,tag:1"`
	}{1, k.EC.Scalar(), asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: curve}, public})
}
