package keys

import (
	"crypto/rand"
	"encoding"
	"encoding/asn1"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/cloudflare/circl/kem"
	"github.com/cloudflare/circl/kem/mlkem/mlkem1024"
	"github.com/cloudflare/circl/kem/mlkem/mlkem512"
	"github.com/cloudflare/circl/kem/mlkem/mlkem768"
	"github.com/cloudflare/circl/sign"
	"github.com/cloudflare/circl/sign/mldsa/mldsa44"
	"github.com/cloudflare/circl/sign/mldsa/mldsa65"
	"github.com/cloudflare/circl/sign/mldsa/mldsa87"
	"github.com/cloudflare/circl/sign/slhdsa"
)

// PQ is a key of ML-KEM (FIPS 203), ML-DSA (204) or SLH-DSA (205). Private is
// nil in a public one. Seed is what a private key of the first two was made of,
// nil if that is not known.
type PQ struct {
	Public, Private, Seed []byte
}

// pqKind is one kind of these keys, which either sign or are a kem.
type pqKind struct {
	jwk  string // in lower case it is Node's name
	oid  asn1.ObjectIdentifier
	kem  kem.Scheme
	sign sign.Scheme
	// make signs; context has at most 255 bytes.
	make func(k sign.PrivateKey, data, context []byte) ([]byte, error)
}

var pqKinds = sync.OnceValue(makePQKinds)

func makePQKinds() map[string]*pqKind {
	all := map[string]*pqKind{}
	add := func(arc, number int, k *pqKind) {
		k.oid = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, arc, number}
		all[strings.ToLower(k.jwk)] = k
	}
	const signatures, encapsulations = 3, 4 // NIST's arcs
	for i, scheme := range []kem.Scheme{mlkem512.Scheme(), mlkem768.Scheme(), mlkem1024.Scheme()} {
		add(encapsulations, 1+i, &pqKind{jwk: scheme.Name(), kem: scheme})
	}
	add(signatures, 17, &pqKind{jwk: "ML-DSA-44", sign: mldsa44.Scheme(), make: makeMLDSA(mldsa44.SignTo)})
	add(signatures, 18, &pqKind{jwk: "ML-DSA-65", sign: mldsa65.Scheme(), make: makeMLDSA(mldsa65.SignTo)})
	add(signatures, 19, &pqKind{jwk: "ML-DSA-87", sign: mldsa87.Scheme(), make: makeMLDSA(mldsa87.SignTo)})
	for i, id := range []slhdsa.ID{
		slhdsa.SHA2_128s, slhdsa.SHA2_128f, slhdsa.SHA2_192s, slhdsa.SHA2_192f, slhdsa.SHA2_256s, slhdsa.SHA2_256f,
		slhdsa.SHAKE_128s, slhdsa.SHAKE_128f, slhdsa.SHAKE_192s, slhdsa.SHAKE_192f, slhdsa.SHAKE_256s, slhdsa.SHAKE_256f,
	} {
		add(signatures, 20+i, &pqKind{jwk: id.Scheme().Name(), sign: id.Scheme(), make: makeSLHDSA})
	}
	return all
}

func makeMLDSA[K any](signTo func(k *K, data, context []byte, randomized bool, sig []byte) error) func(sign.PrivateKey, []byte, []byte) ([]byte, error) {
	return func(k sign.PrivateKey, data, context []byte) ([]byte, error) {
		sig := make([]byte, k.Scheme().SignatureSize())
		return sig, signTo(k.(any).(*K), data, context, true, sig)
	}
}

func makeSLHDSA(k sign.PrivateKey, data, context []byte) ([]byte, error) {
	private := k.(slhdsa.PrivateKey)
	return slhdsa.SignRandomized(&private, rand.Reader, slhdsa.NewMessage(data), context)
}

// PQKinds are Node's names of these kinds, sorted.
func PQKinds() []string { return slices.Sorted(maps.Keys(pqKinds())) }

// IsPQAlg reports whether alg is the name of one of these kinds in a JWK.
func IsPQAlg(alg string) bool {
	k := pqKinds()[strings.ToLower(alg)]
	return k != nil && k.jwk == alg
}

// IsPQ reports whether a kind is one of these.
func IsPQ(kind string) bool { return pqKinds()[kind] != nil }

// pqByOID finds a kind, "" if there is none.
func pqByOID(oid asn1.ObjectIdentifier) string {
	for kind, k := range pqKinds() {
		if k.oid.Equal(oid) {
			return kind
		}
	}
	return ""
}

// seedSize is how many bytes a seed has, 0 if the kind has none.
func (k *pqKind) seedSize() int {
	switch {
	case k.kem != nil:
		return k.kem.SeedSize()
	case strings.HasPrefix(k.jwk, "ML-"):
		return k.sign.SeedSize()
	}
	return 0
}

var errPQ = errors.New("bytes that are no key")

// NewPQPublic makes a public key of its bytes.
func NewPQPublic(kind string, b []byte) (*Key, error) {
	k := pqKinds()[kind]
	if _, err := k.public(b); err != nil {
		return nil, errPQ
	}
	return &Key{Kind: kind, PQ: &PQ{Public: b}}, nil
}

// public returns circl's key.
func (k *pqKind) public(b []byte) (encoding.BinaryMarshaler, error) {
	if k.kem != nil {
		return k.kem.UnmarshalBinaryPublicKey(b)
	}
	return k.sign.UnmarshalBinaryPublicKey(b)
}

// NewPQPrivate makes a private key of all its bytes.
func NewPQPrivate(kind string, b []byte) (*Key, error) {
	var public encoding.BinaryMarshaler
	if k := pqKinds()[kind]; k.kem != nil {
		private, err := k.kem.UnmarshalBinaryPrivateKey(b)
		if err != nil {
			return nil, errPQ
		}
		public = private.Public()
	} else {
		private, err := k.sign.UnmarshalBinaryPrivateKey(b)
		if err != nil {
			return nil, errPQ
		}
		public = private.Public().(encoding.BinaryMarshaler)
	}
	return newPQ(kind, public, b, nil)
}

// NewPQSeed makes a private key of its seed.
func NewPQSeed(kind string, seed []byte) (*Key, error) {
	k := pqKinds()[kind]
	if k.seedSize() == 0 || len(seed) != k.seedSize() {
		return nil, errPQ
	}
	var public, private encoding.BinaryMarshaler
	if k.kem != nil {
		public, private = k.kem.DeriveKeyPair(seed)
	} else {
		public, private = k.sign.DeriveKey(seed)
	}
	b, err := private.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return newPQ(kind, public, b, seed)
}

func newPQ(kind string, public encoding.BinaryMarshaler, private, seed []byte) (*Key, error) {
	b, err := public.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return &Key{Kind: kind, IsPrivate: true, PQ: &PQ{Public: b, Private: private, Seed: seed}}, nil
}

// GeneratePQ makes a new key.
func GeneratePQ(kind string) (*Key, error) {
	k := pqKinds()[kind]
	if n := k.seedSize(); n > 0 {
		seed := make([]byte, n)
		rand.Read(seed)
		return NewPQSeed(kind, seed)
	}
	public, private, err := k.sign.GenerateKey()
	if err != nil {
		return nil, err
	}
	b, err := private.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return newPQ(kind, public, b, nil)
}

// SignPQ signs with a key of ML-DSA or SLH-DSA. context has at most 255 bytes.
func (k *Key) SignPQ(data, context []byte) ([]byte, error) {
	kind := pqKinds()[k.Kind]
	private, err := kind.sign.UnmarshalBinaryPrivateKey(k.PQ.Private)
	if err != nil {
		return nil, err
	}
	return kind.make(private, data, context)
}

// VerifyPQ checks what SignPQ made.
func (k *Key) VerifyPQ(data, sig, context []byte) bool {
	kind := pqKinds()[k.Kind]
	public, err := kind.sign.UnmarshalBinaryPublicKey(k.PQ.Public)
	return err == nil && len(sig) == kind.sign.SignatureSize() &&
		kind.sign.Verify(public, data, sig, &sign.SignatureOpts{Context: string(context)})
}

// Signs reports whether a post-quantum key is one for signatures.
func (k *Key) Signs() bool { return pqKinds()[k.Kind].sign != nil }

// pqBoth is a private key with its seed.
type pqBoth struct{ Seed, Private []byte }

// parsePQ reads what PKCS#8 holds: RFC 9881, 9909 and 9935.
func parsePQ(kind string, der []byte) (*Key, error) {
	if pqKinds()[kind].seedSize() == 0 {
		return NewPQPrivate(kind, der)
	}
	var both pqBoth
	var private, seed []byte
	if _, err := asn1.UnmarshalWithParams(der, &seed, "tag:0"); err == nil {
		return NewPQSeed(kind, seed)
	}
	if unmarshal(der, &private) == nil {
		return NewPQPrivate(kind, private)
	}
	if err := unmarshal(der, &both); err != nil {
		return nil, err
	}
	k, err := NewPQSeed(kind, both.Seed)
	if err == nil && string(k.PQ.Private) != string(both.Private) {
		return nil, errPQ
	}
	return k, err
}

// pkcs8 writes what parsePQ reads: the seed if it is known.
func (k *PQ) pkcs8(kind string) ([]byte, error) {
	switch {
	case k.Seed != nil:
		return asn1.MarshalWithParams(k.Seed, "tag:0")
	case pqKinds()[kind].seedSize() > 0:
		return asn1.Marshal(k.Private)
	}
	return k.Private, nil
}

// NewPQ makes a key of the bytes that Raw gives, or of a public one's.
func NewPQ(kind string, b []byte, private bool) (*Key, error) {
	switch {
	case !private:
		return NewPQPublic(kind, b)
	case pqKinds()[kind].seedSize() > 0:
		return NewPQSeed(kind, b)
	}
	return NewPQPrivate(kind, b)
}

// Raw is a private key in short: its seed, which may be unknown, if it has one.
func (k *PQ) Raw(kind string) []byte {
	if pqKinds()[kind].seedSize() > 0 {
		return k.Seed
	}
	return k.Private
}

// HasJWK reports whether all of the key can be written: a private one of the
// kinds with seeds is written as that.
func (k *PQ) HasJWK(kind string) bool {
	return k.Private == nil || k.Raw(kind) != nil
}

func (k *Key) pqJWK() JWK {
	j := JWK{"kty": "AKP", "alg": pqKinds()[k.Kind].jwk, "pub": base64URL.EncodeToString(k.PQ.Public)}
	if k.IsPrivate {
		j["priv"] = base64URL.EncodeToString(k.PQ.Raw(k.Kind))
	}
	return j
}

func parsePQJWK(j JWK) (*Key, error) {
	if !IsPQAlg(j["alg"]) {
		return nil, errJWK
	}
	kind := strings.ToLower(j["alg"])
	pub, err := j.bytes("pub")
	if err != nil {
		return nil, err
	}
	if _, ok := j["priv"]; !ok {
		return NewPQPublic(kind, pub)
	}
	b, err := j.bytes("priv")
	if err != nil {
		return nil, err
	}
	k, err := NewPQ(kind, b, true)
	if err == nil && string(k.PQ.Public) != string(pub) {
		return nil, errJWK
	}
	return k, err
}
