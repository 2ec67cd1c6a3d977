package crypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
	"math"

	"github.com/dop251/goja"
	"golang.org/x/crypto/scrypt"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/argon2"
	"gonet/bindings/internal/memory"
)

// derivePBKDF2 is (password, salt, iterations, length, digest, callback).
func derivePBKDF2(e *env.Env, c goja.FunctionCall) goja.Value {
	password, salt := copied(e, c.Argument(0)), copied(e, c.Argument(1))
	iterations, length := int(c.Argument(2).ToInteger()), int(c.Argument(3).ToInteger())
	d := keyedDigest(e, c.Argument(4).String())
	return bytesJob(e, "PBKDF2REQUEST", c.Argument(5), func() ([]byte, error) {
		if length == 0 {
			return []byte{}, nil
		}
		return pbkdf2.Key(d.new, string(password), salt, iterations, length)
	})
}

// deriveHKDF is (digest, key, salt, info, length, callback).
func deriveHKDF(e *env.Env, c goja.FunctionCall) goja.Value {
	d := keyedDigest(e, c.Argument(0).String())
	key, salt, info := copied(e, c.Argument(1)), copied(e, c.Argument(2)), copied(e, c.Argument(3))
	length := int(c.Argument(4).ToInteger())
	const mostBlocks = 255 // RFC 5869
	if length > mostBlocks*d.new().Size() {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_KEYLEN"))
	}
	return bytesJob(e, "DERIVEBITSREQUEST", c.Argument(5), func() ([]byte, error) {
		return hkdf.Key(d.new, key, salt, string(info), length)
	})
}

// deriveScrypt is (password, salt, length, N, r, p, maxmem, callback).
func deriveScrypt(e *env.Env, c goja.FunctionCall) goja.Value {
	password, salt := copied(e, c.Argument(0)), copied(e, c.Argument(1))
	number := func(i int) int { return int(c.Argument(i).ToInteger()) }
	length, n, r, p, maxmem := number(2), number(3), number(4), number(5), number(6)
	needed := scryptMemory(n, r, p)
	switch {
	case n < 2 || n&(n-1) != 0 || r < 1 || p < 1:
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params"))
	case uint64(r)*uint64(p) >= 1<<30 || needed > uint64(maxmem) || r < 4 && uint64(n) >= 1<<(16*r): // RFC 7914
		errs.Throw(e, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
			"Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded")
	}
	return bytesJob(e, "SCRYPTREQUEST", c.Argument(7), func() ([]byte, error) {
		if length == 0 {
			return []byte{}, nil
		}
		if needed > math.MaxInt || !memory.Has(int(needed)) {
			return nil, noMemory("scrypt")
		}
		return scrypt.Key(password, salt, n, r, p, length)
	})
}

// argonKinds are the functions by their names here.
var argonKinds = map[string]argon2.Kind{"argon2d": argon2.D, "argon2i": argon2.I, "argon2id": argon2.ID}

// deriveArgon2 is (name, password, salt, lanes, length, memory, passes, secret,
// data, callback).
func deriveArgon2(e *env.Env, c goja.FunctionCall) goja.Value {
	kind := argonKinds[c.Argument(0).String()]
	number := func(i int) uint32 { return uint32(c.Argument(i).ToInteger()) }
	p := argon2.Parameters{
		Password: copied(e, c.Argument(1)), Salt: copied(e, c.Argument(2)), Lanes: number(3), Length: number(4), Memory: number(5),
		Passes: number(6), Secret: copied(e, c.Argument(7)), Data: copied(e, c.Argument(8)),
	}
	return bytesJob(e, "ARGON2REQUEST", c.Argument(9), func() ([]byte, error) {
		if !memory.Has(int(p.Blocks()) << 10) {
			return nil, noMemory("Argon2")
		}
		return argon2.Key(kind, p), nil
	})
}

// noMemory is the error of a derivation for which there is none.
func noMemory(function string) error {
	return &codedError{"ERR_OSSL_CRYPTO_MALLOC_FAILURE", function + " derivation failed"}
}

// scryptMemory is how much OpenSSL takes an scrypt to need.
func scryptMemory(n, r, p int) uint64 {
	const word = 4
	b := uint64(p) * 128 * uint64(r)
	return b + 32*uint64(r)*uint64(n+2)*word
}

// keyedDigest finds a digest for a construction with a key.
func keyedDigest(e *env.Env, name string) digest {
	d := digestOf(e, name)
	if d.new == nil {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_DIGEST", name))
	}
	return d
}
