package crypto

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"hash"
	"math/big"

	"gonet/bindings/internal/keys"
)

// The operations of RSA that crypto/rsa keeps for itself.

var errTooLarge = &keys.Error{
	Number: "02000084", Library: "rsa routines", Reason: "data too large for modulus",
	Code: "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS",
}

// rawPublic is data^e mod n.
func rawPublic(k *rsa.PublicKey, data []byte) ([]byte, error) {
	m := new(big.Int).SetBytes(data)
	if m.Cmp(k.N) >= 0 {
		return nil, errTooLarge
	}
	return m.Exp(m, big.NewInt(int64(k.E)), k.N).FillBytes(make([]byte, k.Size())), nil
}

// rawPrivate is data^d mod n. It is blinded, so that how long it takes tells
// nothing of d.
func rawPrivate(k *rsa.PrivateKey, data []byte) ([]byte, error) {
	c := new(big.Int).SetBytes(data)
	if c.Cmp(k.N) >= 0 {
		return nil, errTooLarge
	}
	var r, inverse *big.Int
	for inverse == nil {
		var err error
		if r, err = rand.Int(rand.Reader, k.N); err != nil {
			return nil, err
		}
		inverse = new(big.Int).ModInverse(r, k.N)
	}
	c.Mul(c, r.Exp(r, big.NewInt(int64(k.E)), k.N)).Mod(c, k.N)
	c.Exp(c, k.D, k.N)
	c.Mul(c, inverse).Mod(c, k.N)
	return c.FillBytes(make([]byte, k.Size())), nil
}

// signWithoutSalt signs as PSS with a salt of no bytes, which rsa.SignPSS takes
// for any: EMSA-PSS-ENCODE of RFC 8017, 9.1.1.
func signWithoutSalt(k *rsa.PrivateKey, d digest, sum []byte) ([]byte, error) {
	bits := k.N.BitLen() - 1
	em := make([]byte, (bits+7)/8)
	h := d.new()
	h.Write(make([]byte, 8))
	h.Write(sum)
	db := em[:len(em)-h.Size()-1]
	copy(em[len(db):], h.Sum(nil))
	em[len(em)-1] = 0xbc
	db[len(db)-1] = 1
	mgf1XOR(db, d.new(), em[len(db):len(em)-1])
	db[0] &= 0xff >> (8*len(em) - bits)
	return rawPrivate(k, em)
}

// mgf1XOR is the mask of RFC 8017, B.2.1, over out.
func mgf1XOR(out []byte, h hash.Hash, seed []byte) {
	for counter := uint32(0); len(out) > 0; counter++ {
		h.Reset()
		h.Write(seed)
		h.Write(binary.BigEndian.AppendUint32(nil, counter))
		for _, b := range h.Sum(nil) {
			if len(out) == 0 {
				return
			}
			out[0] ^= b
			out = out[1:]
		}
	}
}

var (
	errBlockType = &keys.Error{
		Number: "0200006A", Library: "rsa routines", Reason: "block type is not 01", Code: "ERR_OSSL_RSA_BLOCK_TYPE_IS_NOT_01",
	}
	errInvalidPadding = &keys.Error{
		Number: "0200008A", Library: "rsa routines", Reason: "invalid padding", Code: "ERR_OSSL_RSA_INVALID_PADDING",
	}
)

// recoverPKCS1 opens what rsa.SignPKCS1v15 made of data without a digest.
func recoverPKCS1(k *rsa.PublicKey, data []byte) ([]byte, error) {
	em, err := rawPublic(k, data)
	if err != nil {
		return nil, err
	}
	if em[0] != 0 || em[1] != 1 {
		if em[0] != 0 {
			return nil, errInvalidPadding
		}
		return nil, errBlockType
	}
	const leastPadding = 8
	for i, b := range em[2:] {
		switch {
		case b == 0 && i >= leastPadding:
			return em[2+i+1:], nil
		case b != 0xff:
			return nil, errInvalidPadding
		}
	}
	return nil, errInvalidPadding
}
