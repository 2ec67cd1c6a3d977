package keys

import (
	"bytes"
	"errors"
	"math/big"
)

// ErrNoSeed is that of a private key which is known only in full.
var ErrNoSeed = errors.New("Failed to get raw seed")

var errNoRaw = errors.New("a kind of key without a raw form")

// Raw is the private or the public part of a key as bare bytes: of one on a
// curve, of RFC 8032 and 7748, or post-quantum. form is that of a point.
func (k *Key) Raw(form int, private bool) ([]byte, error) {
	switch {
	case k.EC != nil && private:
		return k.EC.Scalar(), nil
	case k.EC != nil:
		return k.EC.Point(form), nil
	case k.PQ != nil && private:
		b := k.PQ.Raw(k.Kind)
		if b == nil {
			return nil, ErrNoSeed
		}
		return bytes.Clone(b), nil
	case k.PQ != nil:
		return bytes.Clone(k.PQ.Public), nil
	case k.OKP != nil && private:
		return bytes.Clone(k.OKP.Private), nil
	case k.OKP != nil:
		return bytes.Clone(k.OKP.Public), nil
	}
	return nil, errNoRaw
}

// ParseRaw makes a key of what Raw gives. name is a kind of key, or a curve.
func ParseRaw(name string, b []byte, private bool) (*Key, error) {
	if IsPQ(name) {
		return NewPQ(name, b, private)
	}
	curve := FindCurve(name)
	if curve == nil {
		return NewOKP(name, b, private)
	}
	if private {
		k, err := NewEC(curve, new(big.Int).SetBytes(b))
		return &Key{Kind: "ec", IsPrivate: true, EC: k}, err
	}
	x, y, err := curve.ParsePoint(b)
	return &Key{Kind: "ec", EC: &EC{Curve: curve, X: x, Y: y}}, err
}
