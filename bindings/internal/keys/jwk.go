package keys

import (
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"math/big"
	"math/bits"
)

// JWK is a key as JSON has it: RFC 7517, 7518 and 8037, and AKP of
// draft-ietf-cose-dilithium.
type JWK map[string]string

var base64URL = base64.RawURLEncoding

func (j JWK) setNumber(name string, n *big.Int, size int) {
	if size == 0 {
		size = (n.BitLen() + 7) / 8
	}
	j[name] = base64URL.EncodeToString(n.FillBytes(make([]byte, size)))
}

// JWK writes a key; ok is false for a kind that has no such form.
func (k *Key) JWK() (j JWK, ok bool) {
	switch {
	case k.Kind == "rsa":
		return k.RSA.jwk(k.IsPrivate), true
	case k.EC != nil && k.EC.Curve.JWK != "":
		j = JWK{"kty": "EC", "crv": k.EC.Curve.JWK}
		j.setNumber("x", k.EC.X, k.EC.Curve.Size())
		j.setNumber("y", k.EC.Y, k.EC.Curve.Size())
		if k.IsPrivate {
			j.setNumber("d", k.EC.D, k.EC.Curve.OrderSize())
		}
		return j, true
	case k.PQ != nil:
		return k.pqJWK(), k.PQ.HasJWK(k.Kind)
	case k.OKP != nil:
		kind, _ := findOKP(func(o okpKind) bool { return o.kind == k.Kind })
		j = JWK{"kty": "OKP", "crv": kind.jwk, "x": base64URL.EncodeToString(k.OKP.Public)}
		if k.IsPrivate {
			j["d"] = base64URL.EncodeToString(k.OKP.Private)
		}
		return j, true
	}
	return nil, false
}

func (k *RSA) jwk(private bool) JWK {
	j := JWK{"kty": "RSA"}
	j.setNumber("n", k.Public.N, 0)
	j.setNumber("e", big.NewInt(int64(k.Public.E)), 0)
	if !private {
		return j
	}
	p := k.Private
	p.Precompute()
	for name, n := range map[string]*big.Int{
		"d": p.D, "p": p.Primes[0], "q": p.Primes[1], "dp": p.Precomputed.Dp, "dq": p.Precomputed.Dq, "qi": p.Precomputed.Qinv,
	} {
		j.setNumber(name, n, 0)
	}
	return j
}

var errJWK = errors.New("invalid JWK")

func (j JWK) bytes(name string) ([]byte, error) {
	text, ok := j[name]
	if !ok {
		return nil, errJWK
	}
	return base64URL.DecodeString(text)
}

// numbers reads several members.
func (j JWK) numbers(names ...string) ([]*big.Int, error) {
	numbers := make([]*big.Int, len(names))
	for i, name := range names {
		b, err := j.bytes(name)
		if err != nil {
			return nil, err
		}
		numbers[i] = new(big.Int).SetBytes(b)
	}
	return numbers, nil
}

// ParseJWK reads a key: a private one if it has a private part.
func ParseJWK(j JWK) (*Key, error) {
	_, private := j["d"]
	switch j["kty"] {
	case "RSA":
		return parseRSAJWK(j, private)
	case "EC":
		return parseECJWK(j, private)
	case "OKP":
		return parseOKPJWK(j, private)
	case "AKP":
		return parsePQJWK(j)
	}
	return nil, errJWK
}

func parseRSAJWK(j JWK, private bool) (*Key, error) {
	n, err := j.numbers("n", "e")
	if err != nil {
		return nil, err
	}
	if n[0].Sign() <= 0 || n[1].BitLen() > bits.UintSize-2 || n[1].Sign() <= 0 {
		return nil, errJWK
	}
	public := rsa.PublicKey{N: n[0], E: int(n[1].Int64())}
	if !private {
		return rsaPublic(&public), nil
	}
	parts, err := j.numbers("d", "p", "q", "dp", "dq", "qi")
	if err != nil {
		return nil, err
	}
	return NewRSA(&rsa.PrivateKey{PublicKey: public, D: parts[0], Primes: parts[1:3]})
}

// NewRSA makes a private key of its numbers.
func NewRSA(k *rsa.PrivateKey) (*Key, error) {
	if err := k.Validate(); err != nil {
		return nil, err
	}
	k.Precompute()
	return &Key{Kind: "rsa", IsPrivate: true, RSA: &RSA{Public: &k.PublicKey, Private: k}}, nil
}

func parseECJWK(j JWK, private bool) (*Key, error) {
	curve := findCurve(func(c *Curve) bool { return c.JWK != "" && c.JWK == j["crv"] })
	if curve == nil {
		return nil, errJWK
	}
	n, err := j.numbers("x", "y")
	if err != nil {
		return nil, err
	}
	size := curve.Size()
	if n[0].BitLen() > 8*size || n[1].BitLen() > 8*size {
		return nil, errJWK
	}
	k := &EC{Curve: curve, X: n[0], Y: n[1]}
	if _, _, err := curve.ParsePoint(k.Point(Uncompressed)); err != nil {
		return nil, err
	}
	if !private {
		return &Key{Kind: "ec", EC: k}, nil
	}
	d, err := j.numbers("d")
	if err != nil {
		return nil, err
	}
	whole, err := NewEC(curve, d[0])
	if err != nil || whole.X.Cmp(k.X) != 0 || whole.Y.Cmp(k.Y) != 0 {
		return nil, errJWK
	}
	return &Key{Kind: "ec", IsPrivate: true, EC: whole}, nil
}

func parseOKPJWK(j JWK, private bool) (*Key, error) {
	kind, ok := findOKP(func(o okpKind) bool { return o.jwk == j["crv"] })
	if !ok {
		return nil, errJWK
	}
	x, err := j.bytes("x")
	if err != nil {
		return nil, err
	}
	public, err := NewOKP(kind.kind, x, false)
	if err != nil || !private {
		return public, err
	}
	d, err := j.bytes("d")
	if err != nil {
		return nil, err
	}
	k, err := NewOKP(kind.kind, d, true)
	if err == nil && string(k.OKP.Public) != string(x) {
		return nil, errJWK
	}
	return k, err
}
