package keys

//lint:file-ignore SA1019 The points of OpenSSL's curves come in all forms, and P-224 and secp256k1 are among the curves: crypto/ecdh has neither.

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// Curve is an elliptic curve. Name is OpenSSL's name, NIST and JWK are those of
// others for it, which may be empty.
type Curve struct {
	Name, NIST, JWK string
	OID             asn1.ObjectIdentifier
	Curve           elliptic.Curve
}

var curves = []*Curve{
	{"prime256v1", "P-256", "P-256", asn1.ObjectIdentifier{1, 2, 840, 10045, 3, 1, 7}, elliptic.P256()},
	{"secp224r1", "P-224", "", asn1.ObjectIdentifier{1, 3, 132, 0, 33}, elliptic.P224()},
	{"secp256k1", "", "secp256k1", asn1.ObjectIdentifier{1, 3, 132, 0, 10}, secp256k1.S256()},
	{"secp384r1", "P-384", "P-384", asn1.ObjectIdentifier{1, 3, 132, 0, 34}, elliptic.P384()},
	{"secp521r1", "P-521", "P-521", asn1.ObjectIdentifier{1, 3, 132, 0, 35}, elliptic.P521()},
}

// CurveNames are OpenSSL's names of the curves, sorted.
func CurveNames() (names []string) {
	for _, c := range curves {
		names = append(names, c.Name)
	}
	return names
}

// FindCurve finds a curve by one of its names, nil if there is none.
func FindCurve(name string) *Curve {
	return findCurve(func(c *Curve) bool { return c.Name == name || c.NIST != "" && c.NIST == name })
}

func findCurve(is func(*Curve) bool) *Curve {
	if i := slices.IndexFunc(curves, is); i >= 0 {
		return curves[i]
	}
	return nil
}

// Size is how many bytes a coordinate has.
func (c *Curve) Size() int { return (c.Curve.Params().BitSize + 7) / 8 }

// OrderSize is how many bytes a private key has.
func (c *Curve) OrderSize() int { return (c.Curve.Params().N.BitLen() + 7) / 8 }

// ErrPoint is that of bytes that are no point of a curve.
var ErrPoint = errors.New("not a point")

// ParsePoint reads a point in any of the three forms.
func (c *Curve) ParsePoint(b []byte) (x, y *big.Int, err error) {
	if len(b) == 0 {
		return nil, nil, ErrPoint
	}
	if c.Name == "secp256k1" { // whose equation package elliptic does not know
		p, err := secp256k1.ParsePubKey(b)
		if err != nil {
			return nil, nil, ErrPoint
		}
		return p.X(), p.Y(), nil
	}
	switch b[0] {
	case 2, 3:
		x, y = elliptic.UnmarshalCompressed(c.Curve, b)
	case 6, 7: // hybrid: in full, with the sign of y
		if b[len(b)-1]&1 == b[0]&1 {
			x, y = elliptic.Unmarshal(c.Curve, append([]byte{4}, b[1:]...))
		}
	default:
		x, y = elliptic.Unmarshal(c.Curve, b)
	}
	if x == nil {
		return nil, nil, ErrPoint
	}
	return x, y, nil
}

// The forms of points: OpenSSL's numbers.
const (
	Compressed   = 2
	Uncompressed = 4
	Hybrid       = 6
)

// Point is the public key as bytes, in one of the three forms.
func (k *EC) Point(form int) []byte {
	n := k.Curve.Size()
	b := make([]byte, 1+2*n)
	k.X.FillBytes(b[1 : 1+n])
	k.Y.FillBytes(b[1+n:])
	b[0] = byte(form)
	if form != Uncompressed {
		b[0] += byte(k.Y.Bit(0))
	}
	if form == Compressed {
		return b[:1+n]
	}
	return b
}

// Scalar is the private key as bytes.
func (k *EC) Scalar() []byte { return k.D.FillBytes(make([]byte, k.Curve.OrderSize())) }

// NewEC makes the key whose private part is the number d.
func NewEC(c *Curve, d *big.Int) (*EC, error) {
	if d.Sign() <= 0 || d.Cmp(c.Curve.Params().N) >= 0 {
		return nil, ErrPoint
	}
	x, y := c.Curve.ScalarBaseMult(d.FillBytes(make([]byte, c.OrderSize())))
	return &EC{Curve: c, X: x, Y: y, D: d}, nil
}

// GenerateEC makes a new key.
func GenerateEC(c *Curve) (*EC, error) {
	k, err := ecdsa.GenerateKey(c.Curve, rand.Reader)
	if err != nil {
		return nil, err
	}
	return &EC{Curve: c, X: k.X, Y: k.Y, D: k.D}, nil
}

// Shared is what k agrees on with the owner of a point.
func (k *EC) Shared(x, y *big.Int) ([]byte, error) {
	if c := k.ecdh(); c != nil {
		private, err := c.NewPrivateKey(k.Scalar())
		if err != nil {
			return nil, err
		}
		public, err := c.NewPublicKey((&EC{Curve: k.Curve, X: x, Y: y}).Point(Uncompressed))
		if err != nil {
			return nil, ErrPoint
		}
		return private.ECDH(public)
	}
	if !k.Curve.Curve.IsOnCurve(x, y) {
		return nil, ErrPoint
	}
	shared, _ := k.Curve.Curve.ScalarMult(x, y, k.Scalar())
	return shared.FillBytes(make([]byte, k.Curve.Size())), nil
}

func (k *EC) ecdh() ecdh.Curve {
	switch k.Curve.NIST {
	case "P-256":
		return ecdh.P256()
	case "P-384":
		return ecdh.P384()
	case "P-521":
		return ecdh.P521()
	}
	return nil
}

// ECDSA returns the public key for package ecdsa.
func (k *EC) ECDSA() *ecdsa.PublicKey {
	return &ecdsa.PublicKey{Curve: k.Curve.Curve, X: k.X, Y: k.Y}
}

func (k *EC) private() *ecdsa.PrivateKey {
	return &ecdsa.PrivateKey{PublicKey: *k.ECDSA(), D: k.D}
}
