package keys

import (
	"crypto/dsa" //lint:ignore SA1019 Node has keys of this kind.
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
)

var (
	oidRSA  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidPSS  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidMGF1 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	oidDSA  = asn1.ObjectIdentifier{1, 2, 840, 10040, 4, 1}
	oidDH   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 3, 1}
	oidEC   = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
)

var errTrailing = errors.New("trailing bytes")

// unmarshal reads the whole of der.
func unmarshal(der []byte, v any) error {
	rest, err := asn1.Unmarshal(der, v)
	if err == nil && len(rest) > 0 {
		return errTrailing
	}
	return err
}

type spki struct {
	Algorithm pkix.AlgorithmIdentifier
	PublicKey asn1.BitString
}

type dsaParameters struct{ P, Q, G *big.Int }

type dhParameters struct {
	P, G   *big.Int
	Length int `asn1:"optional"`
}

// ParseSPKI reads a public key of any kind.
func ParseSPKI(der []byte) (*Key, error) {
	var info spki
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	b := info.PublicKey.RightAlign()
	switch oid := info.Algorithm.Algorithm; {
	case oid.Equal(oidRSA):
		return parsePKCS1Public(b)
	case oid.Equal(oidPSS):
		return withPSS(info.Algorithm, func() (*Key, error) { return parsePKCS1Public(b) })
	case oid.Equal(oidEC):
		return parseECPublic(info.Algorithm.Parameters.FullBytes, b)
	case oid.Equal(oidDSA):
		return parseDSA(info.Algorithm.Parameters.FullBytes, b, false)
	case oid.Equal(oidDH):
		return parseDH(info.Algorithm.Parameters.FullBytes, b, false)
	default:
		if kind := pqByOID(oid); kind != "" {
			return NewPQPublic(kind, b)
		}
		k, ok := findOKP(func(k okpKind) bool { return k.oid.Equal(oid) })
		if !ok {
			return nil, errors.New("unknown kind of key")
		}
		return NewOKP(k.kind, b, false)
	}
}

func parsePKCS1Public(der []byte) (*Key, error) {
	public, err := x509.ParsePKCS1PublicKey(der)
	if err != nil {
		return nil, err
	}
	return rsaPublic(public), nil
}

func rsaPublic(public *rsa.PublicKey) *Key { return &Key{Kind: "rsa", RSA: &RSA{Public: public}} }

func parseECPublic(parameters, point []byte) (*Key, error) {
	curve, explicit, err := parseCurve(parameters)
	if err != nil {
		return nil, err
	}
	x, y, err := curve.ParsePoint(point)
	if err != nil {
		return nil, err
	}
	return &Key{Kind: "ec", EC: &EC{Curve: curve, X: x, Y: y, Explicit: explicit}}, nil
}

// parseDSA reads y or, of a private key, x.
func parseDSA(parameters, number []byte, private bool) (*Key, error) {
	var p dsaParameters
	if err := unmarshal(parameters, &p); err != nil {
		return nil, err
	}
	var n *big.Int
	if err := unmarshal(number, &n); err != nil {
		return nil, err
	}
	if p.P.Sign() <= 0 || p.Q.Sign() <= 0 || n.Sign() <= 0 {
		return nil, errors.New("not a positive number")
	}
	return newDSA(dsa.Parameters{P: p.P, Q: p.Q, G: p.G}, n, private), nil
}

func newDSA(p dsa.Parameters, n *big.Int, private bool) *Key {
	if !private {
		return &Key{Kind: "dsa", DSA: &DSA{Public: &dsa.PublicKey{Parameters: p, Y: n}}}
	}
	k := &dsa.PrivateKey{PublicKey: dsa.PublicKey{Parameters: p, Y: new(big.Int).Exp(p.G, n, p.P)}, X: n}
	return &Key{Kind: "dsa", IsPrivate: true, DSA: &DSA{Public: &k.PublicKey, Private: k}}
}

// parseDH reads y or, of a private key, x.
func parseDH(parameters, number []byte, private bool) (*Key, error) {
	var p dhParameters
	if err := unmarshal(parameters, &p); err != nil {
		return nil, err
	}
	var n *big.Int
	if err := unmarshal(number, &n); err != nil {
		return nil, err
	}
	if p.P.Sign() <= 0 || n.Sign() < 0 {
		return nil, errors.New("not a positive number")
	}
	if !private {
		return &Key{Kind: "dh", DH: &DH{P: p.P, G: p.G, Y: n}}, nil
	}
	return NewDH(p.P, p.G, n), nil
}

// NewDH makes the private key whose exponent is x.
func NewDH(p, g, x *big.Int) *Key {
	return &Key{Kind: "dh", IsPrivate: true, DH: &DH{P: p, G: g, X: x, Y: new(big.Int).Exp(g, x, p)}}
}

// algorithm is what names the kind of a key, with its parameters.
func (k *Key) algorithm() (pkix.AlgorithmIdentifier, error) {
	switch k.Kind {
	case "rsa":
		return pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.NullRawValue}, nil
	case "rsa-pss":
		return k.RSA.PSS.algorithm()
	case "dsa":
		p := k.DSA.Public.Parameters
		return withParameters(oidDSA, dsaParameters{p.P, p.Q, p.G})
	case "dh":
		return withParameters(oidDH, dhParameters{P: k.DH.P, G: k.DH.G})
	case "ec":
		return withParameters(oidEC, k.EC.identifier())
	}
	if pq := pqKinds()[k.Kind]; pq != nil {
		return pkix.AlgorithmIdentifier{Algorithm: pq.oid}, nil
	}
	o, _ := findOKP(func(o okpKind) bool { return o.kind == k.Kind })
	return pkix.AlgorithmIdentifier{Algorithm: o.oid}, nil
}

func withParameters(oid asn1.ObjectIdentifier, parameters any) (pkix.AlgorithmIdentifier, error) {
	der, err := asn1.Marshal(parameters)
	return pkix.AlgorithmIdentifier{Algorithm: oid, Parameters: asn1.RawValue{FullBytes: der}}, err
}

// SPKI writes the public part of a key; form is that of a curve's point.
func (k *Key) SPKI(form int) ([]byte, error) {
	algorithm, err := k.algorithm()
	if err != nil {
		return nil, err
	}
	var b []byte
	switch {
	case k.RSA != nil:
		b = x509.MarshalPKCS1PublicKey(k.RSA.Public)
	case k.EC != nil:
		b = k.EC.Point(form)
	case k.DSA != nil:
		b, err = asn1.Marshal(k.DSA.Public.Y)
	case k.DH != nil:
		b, err = asn1.Marshal(k.DH.Y)
	case k.PQ != nil:
		b = k.PQ.Public
	default:
		b = k.OKP.Public
	}
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(spki{algorithm, asn1.BitString{Bytes: b, BitLength: 8 * len(b)}})
}
