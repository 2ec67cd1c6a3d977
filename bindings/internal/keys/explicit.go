package keys

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
)

// The parameters of a curve may stand in a key in full instead of its name: RFC
// 3279, 2.3.5. Only those of the curves known by name are read.

var oidPrimeField = asn1.ObjectIdentifier{1, 2, 840, 10045, 1, 1}

type ecParameters struct {
	Version  int
	Field    primeField
	Equation equation
	Base     []byte
	Order    *big.Int
	Cofactor int `asn1:"optional"`
}

type primeField struct {
	Kind  asn1.ObjectIdentifier
	Prime *big.Int
}

// equation is y² = x³ + ax + b; Seed is where NIST has b from.
type equation struct {
	A, B []byte
	Seed asn1.BitString `asn1:"optional"`
}

var seeds = map[string]string{
	"P-224": "bd71344799d5c7fcdc45b59fa3b9ab8f6a948bc5", "P-256": "c49d360886e704936a6678e1139d26b7819f7e90",
	"P-384": "a335926aa319a27a1d00896a6773a4827acdac73", "P-521": "d09e8800291cb85396cc6717393284aaa0da64ba",
}

// parameters are those of a curve.
func (c *Curve) parameters() ecParameters {
	p := c.Curve.Params()
	a := new(big.Int)
	if c.NIST != "" {
		a.Sub(p.P, big.NewInt(3))
	}
	seed, err := hex.DecodeString(seeds[c.NIST])
	if err != nil {
		panic(err) // the table is wrong
	}
	field := func(n *big.Int) []byte { return n.FillBytes(make([]byte, c.Size())) }
	e := equation{A: field(a), B: field(p.B)}
	if len(seed) > 0 {
		e.Seed = asn1.BitString{Bytes: seed, BitLength: 8 * len(seed)}
	}
	base := (&EC{Curve: c, X: p.Gx, Y: p.Gy}).Point(Uncompressed)
	return ecParameters{1, primeField{oidPrimeField, p.P}, e, base, p.N, 1}
}

// parseCurve reads which curve a key is on, by its name or its parameters.
func parseCurve(der []byte) (c *Curve, explicit bool, err error) {
	var oid asn1.ObjectIdentifier
	if unmarshal(der, &oid) == nil {
		c, err = curveByOID(oid)
		return c, false, err
	}
	var given ecParameters
	if err := unmarshal(der, &given); err != nil {
		return nil, false, err
	}
	c = findCurve(func(c *Curve) bool { return c.parameters().equal(given) })
	if c == nil {
		return nil, false, errCurve
	}
	return c, true, nil
}

func (p ecParameters) equal(other ecParameters) bool {
	number := func(b []byte) string { return new(big.Int).SetBytes(b).String() }
	if !other.Field.Kind.Equal(oidPrimeField) || p.Field.Prime.Cmp(other.Field.Prime) != 0 || p.Order.Cmp(other.Order) != 0 ||
		number(p.Equation.A) != number(other.Equation.A) || number(p.Equation.B) != number(other.Equation.B) {
		return false
	}
	size := len(p.Base) / 2
	if len(other.Base) == 1+size { // compressed
		return other.Base[0] == 2+p.Base[2*size]&1 && bytes.Equal(other.Base[1:], p.Base[1:1+size])
	}
	return bytes.Equal(other.Base, p.Base)
}

// identifier is what says in a key which curve it is on.
func (k *EC) identifier() any {
	if k.Explicit {
		return k.Curve.parameters()
	}
	return k.Curve.OID
}
