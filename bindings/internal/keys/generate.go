package keys

import (
	"crypto/dsa" //lint:ignore SA1019 Node makes keys of this kind.
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"math/big"
)

// GenerateRSA makes a new key of bits with the given public exponent; pss may
// be nil, kind is rsa or rsa-pss.
func GenerateRSA(kind string, bits, exponent int, pss *PSS) (*Key, error) {
	private, err := generateRSA(bits, exponent)
	if err != nil {
		return nil, err
	}
	return &Key{Kind: kind, IsPrivate: true, RSA: &RSA{Public: &private.PublicKey, Private: private, PSS: pss}}, nil
}

// ErrExponent is that of a public exponent which no key can have.
var ErrExponent = &Error{"020000B2", "rsa routines", "pub exponent out of range", "ERR_OSSL_RSA_PUB_EXPONENT_OUT_OF_RANGE"}

// generateRSA does for any exponent what crypto/rsa does for the usual one.
func generateRSA(bits, exponent int) (*rsa.PrivateKey, error) {
	const usual = 65537
	if exponent == usual {
		return rsa.GenerateKey(rand.Reader, bits)
	}
	if exponent < 3 || exponent&1 == 0 {
		return nil, ErrExponent
	}
	e, one := big.NewInt(int64(exponent)), big.NewInt(1)
	for {
		p, err := rand.Prime(rand.Reader, (bits+1)/2)
		if err != nil {
			return nil, err
		}
		q, err := rand.Prime(rand.Reader, bits/2)
		if err != nil {
			return nil, err
		}
		n := new(big.Int).Mul(p, q)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if d == nil || n.BitLen() != bits || p.Cmp(q) == 0 {
			continue
		}
		k := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: exponent}, D: d, Primes: []*big.Int{p, q}}
		if err := k.Validate(); err != nil {
			return nil, err
		}
		k.Precompute()
		return k, nil
	}
}

// The errors of lengths that no key of DSA has.
var (
	ErrDSAModulus = &Error{"05000072", "dsa routines", "bad ffc parameters", "ERR_OSSL_DSA_BAD_FFC_PARAMETERS"}
	ErrDSADivisor = &Error{
		"030000E9", "digital envelope routines", "provider keymgmt failure", "ERR_OSSL_EVP_PROVIDER_KEYMGMT_FAILURE",
	}
)

// GenerateDSA makes a new key; divisor is the length of q, negative for the
// usual one.
func GenerateDSA(bits, divisor int) (*Key, error) {
	switch {
	case divisor < 0:
		divisor = 224
	case divisor == 0 && bits < 2048:
		divisor = 160
	case divisor == 0:
		divisor = 256
	}
	switch {
	case bits < 1024:
		return nil, ErrDSAModulus
	case divisor != 160 && divisor != 224 && divisor != 256:
		return nil, ErrDSADivisor
	case bits < 2048:
		bits = (bits + 63) / 64 * 64 // as in OpenSSL, which does it by FIPS 186-2
	}
	k := &dsa.PrivateKey{}
	if err := generateDSAParameters(&k.Parameters, bits, divisor); err != nil {
		return nil, err
	}
	if err := dsa.GenerateKey(k, rand.Reader); err != nil {
		return nil, err
	}
	return &Key{Kind: "dsa", IsPrivate: true, DSA: &DSA{Public: &k.PublicKey, Private: k}}, nil
}

// generateDSAParameters does for any lengths what crypto/dsa does for some: it
// looks for a q, a p that is 1 modulo 2q, and a g of order q.
func generateDSAParameters(out *dsa.Parameters, bits, divisor int) error {
	const candidates = 4 // of p for one q, for each bit, as in FIPS 186-3
	const certainty = 64 // rounds of Miller and Rabin
	one := big.NewInt(1)
	for {
		q, err := rand.Prime(rand.Reader, divisor)
		if err != nil {
			return err
		}
		step := new(big.Int).Lsh(q, 1)
		for range candidates * bits {
			p, err := rand.Int(rand.Reader, new(big.Int).Lsh(one, uint(bits-1)))
			if err != nil {
				return err
			}
			p.SetBit(p, bits-1, 1)
			p.Sub(p, new(big.Int).Mod(p, step)).Add(p, one)
			if p.BitLen() != bits || !p.ProbablyPrime(certainty) {
				continue
			}
			out.P, out.Q, out.G = p, q, generatorOf(p, q)
			return nil
		}
	}
}

// generatorOf finds a number of order q modulo p.
func generatorOf(p, q *big.Int) *big.Int {
	one := big.NewInt(1)
	power := new(big.Int).Div(new(big.Int).Sub(p, one), q)
	for h := big.NewInt(2); ; h.Add(h, one) {
		if g := new(big.Int).Exp(h, power, p); g.Cmp(one) != 0 {
			return g
		}
	}
}

// GenerateDH makes a new key for a prime and a generator.
func GenerateDH(p, g *big.Int) (*Key, error) {
	x, err := RandomExponent(p)
	if err != nil {
		return nil, err
	}
	return NewDH(p, g, x), nil
}

// RandomExponent is a private key for a prime.
func RandomExponent(p *big.Int) (*big.Int, error) {
	limit := new(big.Int).Sub(p, big.NewInt(2))
	if limit.Sign() <= 0 {
		return nil, errors.New("modulus too small")
	}
	x, err := rand.Int(rand.Reader, limit)
	if err != nil {
		return nil, err
	}
	return x.Add(x, big.NewInt(1)), nil
}

// ShareDH is what the owner of x agrees on with that of y, of the prime's
// length.
func ShareDH(p, x, y *big.Int) []byte {
	return new(big.Int).Exp(y, x, p).FillBytes(make([]byte, (p.BitLen()+7)/8))
}
