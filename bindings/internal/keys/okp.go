package keys

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/asn1"
	"errors"

	"github.com/cloudflare/circl/dh/x448"
	"github.com/cloudflare/circl/sign/ed448"
)

// okpKind is one kind of keys of RFC 8032 and RFC 7748.
type okpKind struct {
	kind, jwk string
	oid       asn1.ObjectIdentifier
	size      int
	public    func(private []byte) []byte
}

var okpKinds = []okpKind{
	{"x25519", "X25519", asn1.ObjectIdentifier{1, 3, 101, 110}, 32, publicX25519},
	{"x448", "X448", asn1.ObjectIdentifier{1, 3, 101, 111}, x448.Size, publicX448},
	{"ed25519", "Ed25519", asn1.ObjectIdentifier{1, 3, 101, 112}, ed25519.SeedSize, publicEd25519},
	{"ed448", "Ed448", asn1.ObjectIdentifier{1, 3, 101, 113}, ed448.SeedSize, publicEd448},
}

func publicX25519(private []byte) []byte {
	key, err := ecdh.X25519().NewPrivateKey(private)
	if err != nil {
		panic(err) // of 32 bytes there is always one
	}
	return key.PublicKey().Bytes()
}

func publicX448(private []byte) []byte {
	var public, secret x448.Key
	copy(secret[:], private)
	x448.KeyGen(&public, &secret)
	return public[:]
}

func publicEd25519(private []byte) []byte {
	return ed25519.NewKeyFromSeed(private).Public().(ed25519.PublicKey)
}

func publicEd448(private []byte) []byte {
	return ed448.NewKeyFromSeed(private).Public().(ed448.PublicKey)
}

func findOKP(is func(okpKind) bool) (okpKind, bool) {
	for _, k := range okpKinds {
		if is(k) {
			return k, true
		}
	}
	return okpKind{}, false
}

// IsOKP reports whether a kind is one of these.
func IsOKP(kind string) bool {
	_, ok := findOKP(func(k okpKind) bool { return k.kind == kind })
	return ok
}

var errLength = errors.New("wrong length")

// NewOKP makes a key of its bytes.
func NewOKP(kind string, b []byte, private bool) (*Key, error) {
	k, ok := findOKP(func(k okpKind) bool { return k.kind == kind })
	if !ok || len(b) != k.size {
		return nil, errLength
	}
	if private {
		return &Key{Kind: kind, IsPrivate: true, OKP: &OKP{Public: k.public(b), Private: b}}, nil
	}
	return &Key{Kind: kind, OKP: &OKP{Public: b}}, nil
}

// GenerateOKP makes a new key.
func GenerateOKP(kind string) (*Key, error) {
	k, _ := findOKP(func(k okpKind) bool { return k.kind == kind })
	b := make([]byte, k.size)
	rand.Read(b)
	return NewOKP(kind, b, true)
}

// SharedOKP is what the owners of two keys of RFC 7748 agree on; ok is false if
// that is nothing.
func SharedOKP(private, public *Key) (secret []byte, ok bool) {
	if private.Kind == "x448" {
		var shared, mine, theirs x448.Key
		copy(mine[:], private.OKP.Private)
		copy(theirs[:], public.OKP.Public)
		ok = x448.Shared(&shared, &mine, &theirs)
		return shared[:], ok
	}
	mine, err := ecdh.X25519().NewPrivateKey(private.OKP.Private)
	if err != nil {
		return nil, false
	}
	theirs, err := ecdh.X25519().NewPublicKey(public.OKP.Public)
	if err != nil {
		return nil, false
	}
	secret, err = mine.ECDH(theirs)
	return secret, err == nil
}
