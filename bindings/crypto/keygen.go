package crypto

import (
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/validate"
)

// generateKeyPair is (kind, options, callback): the private key, whose public
// part is that of the pair.
func generateKeyPair(e *env.Env, c goja.FunctionCall) goja.Value {
	run := generator(e, c.Argument(0).String(), c.Argument(1).ToObject(e.VM))
	return job(e, "KEYPAIRGENREQUEST", c.Argument(2), run, func(k *keys.Key) goja.Value { return newKey(e, k) })
}

func generator(e *env.Env, kind string, options *goja.Object) func() (*keys.Key, error) {
	number := func(name string, otherwise int) int {
		if v := options.Get(name); !validate.Nullish(v) {
			return int(v.ToInteger())
		}
		return otherwise
	}
	bits := number("modulusLength", 0)
	switch kind {
	case "rsa", "rsa-pss":
		exponent, pss := number("publicExponent", 65537), pssOptions(e, kind, options, number)
		return func() (*keys.Key, error) { return keys.GenerateRSA(kind, bits, exponent, pss) }
	case "dsa":
		divisor := number("divisorLength", -1)
		return func() (*keys.Key, error) { return keys.GenerateDSA(bits, divisor) }
	case "ec":
		curve := curveOf(e, options.Get("namedCurve"))
		explicit := options.Get("explicit") != nil && options.Get("explicit").ToBoolean()
		return func() (*keys.Key, error) {
			k, err := keys.GenerateEC(curve)
			if err != nil {
				return nil, err
			}
			k.Explicit = explicit
			return &keys.Key{Kind: "ec", IsPrivate: true, EC: k}, nil
		}
	case "dh":
		return dhGenerator(e, options, number)
	}
	if keys.IsPQ(kind) {
		return func() (*keys.Key, error) { return keys.GeneratePQ(kind) }
	}
	return func() (*keys.Key, error) { return keys.GenerateOKP(kind) }
}

func curveOf(e *env.Env, name goja.Value) *keys.Curve {
	curve := keys.FindCurve(name.String())
	if curve == nil {
		panic(errs.Native(e, "ERR_CRYPTO_INVALID_CURVE"))
	}
	return curve
}

// pssOptions is what a key of rsa-pss is to be bound to: nothing if no option
// says so, else the defaults of RFC 8017 with what they say.
func pssOptions(e *env.Env, kind string, options *goja.Object, number func(string, int) int) *keys.PSS {
	hash, mgf1 := textOf(options.Get("hashAlgorithm")), textOf(options.Get("mgf1HashAlgorithm"))
	salt := number("saltLength", -1)
	if kind != "rsa-pss" || hash == "" && mgf1 == "" && salt < 0 {
		return nil
	}
	name := func(given, otherwise, kind string) string {
		if given == "" {
			return otherwise
		}
		d, ok := findDigest(given)
		if !ok || !keys.HasOID(d.name) {
			err := errs.Native(e, "ERR_CRYPTO_INVALID_DIGEST", given)
			err.Set("message", "Invalid "+kind+": "+given)
			panic(err)
		}
		return d.name
	}
	pss := &keys.PSS{Hash: name(hash, "sha1", "digest"), SaltLength: salt}
	pss.MGF1 = name(mgf1, pss.Hash, "MGF1 digest")
	if salt < 0 {
		pss.SaltLength = digests[pss.Hash].new().Size()
		if hash == "" {
			pss.SaltLength = 20
		}
	}
	return pss
}

// dhGenerator takes group, prime as bytes, or primeLength.
func dhGenerator(e *env.Env, options *goja.Object, number func(string, int) int) func() (*keys.Key, error) {
	generator := big.NewInt(int64(number("generator", 2)))
	if group := textOf(options.Get("group")); group != "" {
		p := groupPrime(group)
		if p == nil {
			panic(errs.Native(e, "ERR_CRYPTO_UNKNOWN_DH_GROUP"))
		}
		return func() (*keys.Key, error) { return keys.GenerateDH(p, big.NewInt(2)) }
	}
	if v := options.Get("prime"); !validate.Nullish(v) {
		p := new(big.Int).SetBytes(copied(e, v))
		return func() (*keys.Key, error) { return keys.GenerateDH(p, generator) }
	}
	bits := number("primeLength", 0)
	return func() (*keys.Key, error) {
		p, err := dhPrime(bits, generator)
		if err != nil {
			return nil, err
		}
		return keys.GenerateDH(p, generator)
	}
}
