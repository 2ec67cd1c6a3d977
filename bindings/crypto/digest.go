// Package crypto is what node:crypto is built on: the hashes, message
// authentication codes, random numbers and key derivations of Go's crypto
// packages.
package crypto

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"hash"
	"io"
	"slices"
	"strings"

	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	//lint:ignore SA1019 Scripts may ask for it, and OpenSSL has it.
	"golang.org/x/crypto/ripemd160"
)

// digest is a hash function. A hash whose output can have any length has xof
// instead of new.
type digest struct {
	// name is the shortest of its names.
	name string
	new  func() hash.Hash
	xof  func() *sha3.SHAKE
	// length is how many bytes an xof gives unless asked for others.
	length int
}

// digests are the functions by the shortest of their names.
var digests = map[string]digest{
	"md5":        {new: md5.New},
	"sha1":       {new: sha1.New},
	"md5-sha1":   {new: newMD5SHA1},
	"sha224":     {new: sha256.New224},
	"sha256":     {new: sha256.New},
	"sha384":     {new: sha512.New384},
	"sha512":     {new: sha512.New},
	"sha512-224": {new: sha512.New512_224},
	"sha512-256": {new: sha512.New512_256},
	"sha3-224":   {new: func() hash.Hash { return sha3.New224() }},
	"sha3-256":   {new: func() hash.Hash { return sha3.New256() }},
	"sha3-384":   {new: func() hash.Hash { return sha3.New384() }},
	"sha3-512":   {new: func() hash.Hash { return sha3.New512() }},
	"shake128":   {xof: sha3.NewSHAKE128, length: 16},
	"shake256":   {xof: sha3.NewSHAKE256, length: 32},
	"blake2b512": {new: func() hash.Hash { return must(blake2b.New512(nil)) }},
	"blake2s256": {new: func() hash.Hash { return must(blake2s.New256(nil)) }},
	"ripemd160":  {new: ripemd160.New},
}

// otherNames are names that OpenSSL has for the same functions.
var otherNames = map[string]string{
	"sha-1": "sha1", "sha-224": "sha224", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
	"sha2-224": "sha224", "sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512",
	"sha512/224": "sha512-224", "sha-512/224": "sha512-224", "sha2-512/224": "sha512-224",
	"sha512/256": "sha512-256", "sha-512/256": "sha512-256", "sha2-512/256": "sha512-256",
	"shake-128": "shake128", "shake-256": "shake256", "blake2b-512": "blake2b512", "blake2s-256": "blake2s256",
	"ripemd": "ripemd160", "ripemd-160": "ripemd160", "rmd160": "ripemd160", "ssl3-md5": "md5", "ssl3-sha1": "sha1",
}

// hiddenNames are names that getHashes does not list.
var hiddenNames = map[string]string{"dss1": "sha1"}

// signatureNames are names of signatures, which stand for the hash in them.
var signatureNames = map[string]string{
	"RSA-MD5": "md5", "RSA-RIPEMD160": "ripemd160", "RSA-SHA1": "sha1", "RSA-SHA1-2": "sha1", "RSA-SHA224": "sha224",
	"RSA-SHA256": "sha256", "RSA-SHA3-224": "sha3-224", "RSA-SHA3-256": "sha3-256", "RSA-SHA3-384": "sha3-384",
	"RSA-SHA3-512": "sha3-512", "RSA-SHA384": "sha384", "RSA-SHA512": "sha512", "RSA-SHA512/224": "sha512-224",
	"RSA-SHA512/256": "sha512-256", "md5WithRSAEncryption": "md5", "ripemd160WithRSA": "ripemd160",
	"sha1WithRSAEncryption": "sha1", "sha224WithRSAEncryption": "sha224", "sha256WithRSAEncryption": "sha256",
	"sha384WithRSAEncryption": "sha384", "sha512WithRSAEncryption": "sha512",
	"sha512-224WithRSAEncryption": "sha512-224", "sha512-256WithRSAEncryption": "sha512-256",
	"id-rsassa-pkcs1-v1_5-with-sha3-224": "sha3-224", "id-rsassa-pkcs1-v1_5-with-sha3-256": "sha3-256",
	"id-rsassa-pkcs1-v1_5-with-sha3-384": "sha3-384", "id-rsassa-pkcs1-v1_5-with-sha3-512": "sha3-512",
}

// findDigest finds a function by any of its names, in any case.
func findDigest(name string) (digest, bool) {
	short := strings.ToLower(name)
	for _, names := range []map[string]string{otherNames, hiddenNames} {
		if other, ok := names[short]; ok {
			short = other
		}
	}
	d, ok := digests[short]
	for signature, hash := range signatureNames {
		if !ok && strings.EqualFold(signature, name) {
			short = hash
			d, ok = digests[short]
		}
	}
	d.name = short
	return d, ok
}

// digestNames lists all names, sorted.
func digestNames() []string {
	var names []string
	for name := range digests {
		names = append(names, name)
	}
	for name := range otherNames {
		names = append(names, name)
	}
	for name := range signatureNames {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// running is a hash under way.
type running interface {
	io.Writer
	// sum returns the digest. It is called once.
	sum() []byte
	// copy returns another with the same input so far and length bytes of
	// output, as for digest.start. It is nil if that cannot be done.
	copy(length int) running
}

// start begins to hash; length is how many bytes of output are wanted,
// negative for the function's own. It returns nil if it has others.
func (d digest) start(length int) running {
	if d.xof != nil {
		if length < 0 {
			length = d.length
		}
		return &shaking{d.xof(), length, d.length}
	}
	h := d.new()
	if length >= 0 && length != h.Size() {
		return nil
	}
	return hashing{h}
}

type hashing struct{ hash.Hash }

func (h hashing) sum() []byte { return h.Sum(nil) }

func (h hashing) copy(length int) running {
	if length >= 0 && length != h.Size() {
		return nil
	}
	cloner, ok := h.Hash.(hash.Cloner)
	if !ok {
		return nil
	}
	c, err := cloner.Clone()
	if err != nil {
		return nil
	}
	return hashing{c}
}

type shaking struct {
	*sha3.SHAKE
	length, own int // wanted, and the function's own
}

func (s *shaking) sum() []byte {
	out := make([]byte, s.length)
	s.Read(out)
	return out
}

func (s *shaking) copy(length int) running {
	if length < 0 {
		length = s.own
	}
	c := *s.SHAKE
	return &shaking{&c, length, s.own}
}

// md5SHA1 is the two functions side by side, as old versions of TLS sign with.
type md5SHA1 struct{ md5, sha1 hash.Hash }

func newMD5SHA1() hash.Hash { return &md5SHA1{md5.New(), sha1.New()} }

func (h *md5SHA1) Write(p []byte) (int, error) {
	h.md5.Write(p)
	return h.sha1.Write(p)
}

func (h *md5SHA1) Sum(b []byte) []byte { return h.sha1.Sum(h.md5.Sum(b)) }
func (h *md5SHA1) Size() int           { return h.md5.Size() + h.sha1.Size() }
func (h *md5SHA1) BlockSize() int      { return h.sha1.BlockSize() }

func (h *md5SHA1) Reset() {
	h.md5.Reset()
	h.sha1.Reset()
}

// must returns h: a hash without a key can always be made.
func must(h hash.Hash, err error) hash.Hash {
	if err != nil {
		panic(err)
	}
	return h
}
