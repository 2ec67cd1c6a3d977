// Package keys reads, makes and writes asymmetric keys in the forms that
// OpenSSL has: PEM and DER, PKCS#1, PKCS#8, SEC1, SPKI and JWK, in the open or
// under a passphrase. It knows no JavaScript.
package keys

import (
	"crypto/dsa" //lint:ignore SA1019 Node has keys of this kind.
	"crypto/ed25519"
	"crypto/rsa"
	"math/big"
)

// Key is a public or a private key; the material of a private one has both
// parts. Kind is Node's name: rsa, rsa-pss, dsa, dh, ec, ed25519, ed448, x25519,
// x448, or one of ML-KEM, ML-DSA and SLH-DSA such as ml-kem-512.
type Key struct {
	Kind      string
	IsPrivate bool

	RSA *RSA // of rsa and rsa-pss
	DSA *DSA
	DH  *DH
	EC  *EC
	PQ  *PQ  // of ML-KEM, ML-DSA and SLH-DSA
	OKP *OKP // of the other kinds
}

// RSA is a key of RSA. Private is nil in a public one.
type RSA struct {
	Public  *rsa.PublicKey
	Private *rsa.PrivateKey
	PSS     *PSS // what a key of rsa-pss is bound to, nil for anything
}

// PSS is what a key of rsa-pss may be used with.
type PSS struct {
	Hash, MGF1 string // names of digests
	SaltLength int
}

// DSA is a key of DSA. Private is nil in a public one.
type DSA struct {
	Public  *dsa.PublicKey
	Private *dsa.PrivateKey
}

// DH is a key of Diffie-Hellman: Y = G^X mod P. X is nil in a public one.
type DH struct {
	P, G, Y, X *big.Int
}

// EC is a key on a curve: (X, Y) = D·G. D is nil in a public one. Explicit is
// whether it is written with the curve's parameters instead of its name.
type EC struct {
	Curve    *Curve
	X, Y, D  *big.Int
	Explicit bool
}

// OKP is a key of RFC 8032 or RFC 7748. Private is nil in a public one.
type OKP struct {
	Public, Private []byte
}

// PublicOnly returns the public part of a key.
func (k *Key) PublicOnly() *Key {
	p := &Key{Kind: k.Kind}
	switch {
	case k.RSA != nil:
		p.RSA = &RSA{Public: k.RSA.Public, PSS: k.RSA.PSS}
	case k.DSA != nil:
		p.DSA = &DSA{Public: k.DSA.Public}
	case k.DH != nil:
		p.DH = &DH{P: k.DH.P, G: k.DH.G, Y: k.DH.Y}
	case k.EC != nil:
		p.EC = &EC{Curve: k.EC.Curve, X: k.EC.X, Y: k.EC.Y, Explicit: k.EC.Explicit}
	case k.PQ != nil:
		p.PQ = &PQ{Public: k.PQ.Public}
	case k.OKP != nil:
		p.OKP = &OKP{Public: k.OKP.Public}
	}
	return p
}

// Signer returns a private key as package crypto has it, nil for a kind that it
// does not know.
func (k *Key) Signer() any {
	switch {
	case !k.IsPrivate:
		return nil
	case k.RSA != nil:
		return k.RSA.Private
	case k.EC != nil:
		return k.EC.private()
	case k.Kind == "ed25519":
		return ed25519.NewKeyFromSeed(k.OKP.Private)
	}
	return nil
}

// Error is an error with OpenSSL's number, library, reason and Node's code for
// it.
type Error struct {
	Number, Library, Reason, Code string
}

func (e *Error) Error() string { return "error:" + e.Number + ":" + e.Library + "::" + e.Reason }

// The errors of what cannot be read.
var (
	ErrUnsupported = &Error{"1E08010C", "DECODER routines", "unsupported", "ERR_OSSL_UNSUPPORTED"}
	ErrNoStartLine = &Error{"0480006C", "PEM routines", "no start line", "ERR_OSSL_PEM_NO_START_LINE"}
	ErrBadDecrypt  = &Error{"1C800064", "Provider routines", "bad decrypt", "ERR_OSSL_BAD_DECRYPT"}
	// ErrPassphrase is that of a key under a passphrase when there is none.
	ErrPassphrase = &Error{
		"07880109", "common libcrypto routines", "interrupted or cancelled", "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED",
	}
	// ErrKeyCipher is that of a cipher under which no key can be written.
	ErrKeyCipher = &Error{
		"0680006C", "asn1 encoding routines", "cipher has no object identifier", "ERR_OSSL_ASN1_CIPHER_HAS_NO_OBJECT_IDENTIFIER",
	}
	ErrOperation = &Error{
		"03000096", "digital envelope routines", "operation not supported for this keytype",
		"ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE",
	}
)
