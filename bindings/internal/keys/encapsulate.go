package keys

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"hash"
	"math/big"
)

// ErrEncapsulation is that of a kind of key, or of bytes, with which no secret
// can be encapsulated.
var ErrEncapsulation = errors.New("no encapsulation")

// Encapsulate makes a secret and what its owner gets it from: by ML-KEM, by
// DHKEM (RFC 9180) on curves, by RSASVE (SP 800-56B) with RSA.
func (k *Key) Encapsulate() (secret, ciphertext []byte, err error) {
	switch {
	case k.PQ != nil && !k.Signs():
		scheme := pqKinds()[k.Kind].kem
		public, err := scheme.UnmarshalBinaryPublicKey(k.PQ.Public)
		if err != nil {
			return nil, nil, err
		}
		ciphertext, secret, err = scheme.Encapsulate(public)
		return secret, ciphertext, err
	case k.Kind == "rsa":
		return k.encapsulateRSA()
	}
	d := k.dhkem()
	if d == nil {
		return nil, nil, ErrEncapsulation
	}
	ephemeral, err := k.another()
	if err != nil {
		return nil, nil, err
	}
	shared, err := d.shared(ephemeral, k)
	if err != nil {
		return nil, nil, err
	}
	ciphertext = ephemeral.agreed()
	secret, err = d.secret(shared, ciphertext, k.agreed())
	return secret, ciphertext, err
}

// Decapsulate gets the secret that Encapsulate made for the public key.
func (k *Key) Decapsulate(ciphertext []byte) ([]byte, error) {
	switch {
	case k.PQ != nil && !k.Signs():
		scheme := pqKinds()[k.Kind].kem
		private, err := scheme.UnmarshalBinaryPrivateKey(k.PQ.Private)
		if err != nil {
			return nil, err
		}
		return scheme.Decapsulate(private, ciphertext)
	case k.Kind == "rsa":
		return k.decapsulateRSA(ciphertext)
	}
	d := k.dhkem()
	if d == nil {
		return nil, ErrEncapsulation
	}
	theirs, err := k.parseAgreed(ciphertext)
	if err != nil {
		return nil, err
	}
	shared, err := d.shared(k, theirs)
	if err != nil {
		return nil, err
	}
	return d.secret(shared, ciphertext, k.agreed())
}

// encapsulateRSA makes a random number from 2 to n-2.
func (k *Key) encapsulateRSA() (secret, ciphertext []byte, err error) {
	n := k.RSA.Public.N
	z, err := rand.Int(rand.Reader, new(big.Int).Sub(n, big.NewInt(3)))
	if err != nil {
		return nil, nil, err
	}
	z.Add(z, big.NewInt(2))
	size := k.RSA.Public.Size()
	c := new(big.Int).Exp(z, big.NewInt(int64(k.RSA.Public.E)), n)
	return z.FillBytes(make([]byte, size)), c.FillBytes(make([]byte, size)), nil
}

func (k *Key) decapsulateRSA(ciphertext []byte) ([]byte, error) {
	n, c := k.RSA.Public.N, new(big.Int).SetBytes(ciphertext)
	size := k.RSA.Public.Size()
	if len(ciphertext) != size || c.Cmp(big.NewInt(1)) <= 0 || c.Cmp(new(big.Int).Sub(n, big.NewInt(1))) >= 0 {
		return nil, ErrEncapsulation
	}
	return c.Exp(c, k.RSA.Private.D, n).FillBytes(make([]byte, size)), nil
}

// dhkem is a KEM of RFC 9180: its number, hash, and length of secrets.
type dhkem struct {
	id   uint16
	hash func() hash.Hash
	size int
}

var dhkems = map[string]*dhkem{
	"P-256": {0x10, sha256.New, 32}, "P-384": {0x11, sha512.New384, 48}, "P-521": {0x12, sha512.New, 64},
	"x25519": {0x20, sha256.New, 32}, "x448": {0x21, sha512.New, 64},
}

// dhkem returns the KEM of a key, nil if it has none.
func (k *Key) dhkem() *dhkem {
	if k.EC != nil {
		return dhkems[k.EC.Curve.NIST]
	}
	return dhkems[k.Kind]
}

// another makes a new key of the same kind.
func (k *Key) another() (*Key, error) {
	if k.EC == nil {
		return GenerateOKP(k.Kind)
	}
	ec, err := GenerateEC(k.EC.Curve)
	return &Key{Kind: k.Kind, IsPrivate: true, EC: ec}, err
}

// agreed is a public key as it is sent; parseAgreed reads one.
func (k *Key) agreed() []byte {
	if k.EC != nil {
		return k.EC.Point(Uncompressed)
	}
	return k.OKP.Public
}

func (k *Key) parseAgreed(b []byte) (*Key, error) {
	if k.EC == nil {
		return NewOKP(k.Kind, b, false)
	}
	x, y, err := k.EC.Curve.ParsePoint(b)
	return &Key{Kind: k.Kind, EC: &EC{Curve: k.EC.Curve, X: x, Y: y}}, err
}

func (d *dhkem) shared(private, public *Key) ([]byte, error) {
	if private.EC != nil {
		return private.EC.Shared(public.EC.X, public.EC.Y)
	}
	secret, ok := SharedOKP(private, public)
	if !ok {
		return nil, ErrEncapsulation
	}
	return secret, nil
}

// secret is ExtractAndExpand of RFC 9180, 4.1.
func (d *dhkem) secret(shared, ciphertext, recipient []byte) ([]byte, error) {
	suite := binary.BigEndian.AppendUint16([]byte("HPKE-v1KEM"), d.id)
	input := append(append(append([]byte{}, suite...), "eae_prk"...), shared...)
	prk, err := hkdf.Extract(d.hash, input, nil)
	if err != nil {
		return nil, err
	}
	info := binary.BigEndian.AppendUint16(nil, uint16(d.size))
	info = append(append(info, suite...), "shared_secret"...)
	info = append(append(info, ciphertext...), recipient...)
	return hkdf.Expand(d.hash, prk, string(info), d.size)
}
