package crypto

import (
	gocrypto "crypto"
	"crypto/dsa" //lint:ignore SA1019 Node signs with keys of this kind.
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"math/big"

	"github.com/cloudflare/circl/sign/ed448"
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/keys"
	"gonet/bindings/internal/validate"
)

// signature says how to sign: what a script gave, or the usual.
type signature struct {
	key     *keys.Key
	digest  digest // its name is empty if none was given
	padding int    // of RSA, 0 for the usual
	salt    int    // of PSS, or one of the three below
	ieee    bool   // r and s one after the other, not in DER
	context []byte // of Ed25519, Ed448, ML-DSA and SLH-DSA
}

// What can stand for the length of a salt.
const (
	saltDigest  = -1
	saltMax     = -2 // the same as auto, when verifying
	saltUnknown = -3 // not given
)

// signatureOf reads (key, digest, padding, saltLength, ieee, context).
func signatureOf(e *env.Env, args []goja.Value) signature {
	s := signature{key: asymmetricOf(e, args[0]), salt: saltUnknown, ieee: args[4].ToBoolean()}
	if !validate.Nullish(args[1]) {
		s.digest = keyedDigest(e, args[1].String())
	}
	if !validate.Nullish(args[2]) {
		s.padding = int(args[2].ToInteger())
	}
	if !validate.Nullish(args[3]) {
		s.salt = int(args[3].ToInteger())
	}
	if !validate.Nullish(args[5]) {
		s.context = copied(e, args[5])
	}
	return s
}

func arguments(c goja.FunctionCall, n int) []goja.Value {
	args := make([]goja.Value, n)
	for i := range args {
		args[i] = c.Argument(i)
	}
	return args
}

// sign is (key, digest, padding, saltLength, ieee, context, hashed, data,
// callback): hashed is whether data is a digest already.
func sign(e *env.Env, c goja.FunctionCall) goja.Value {
	s := signatureOf(e, arguments(c, 6))
	hashed, data := c.Argument(6).ToBoolean(), copied(e, c.Argument(7))
	return bytesJob(e, "SIGNREQUEST", c.Argument(8), func() ([]byte, error) { return s.sign(data, hashed) })
}

// verify is (key, digest, padding, saltLength, ieee, context, hashed, data,
// signature, callback).
func verify(e *env.Env, c goja.FunctionCall) goja.Value {
	s := signatureOf(e, arguments(c, 6))
	hashed, data, sig := c.Argument(6).ToBoolean(), copied(e, c.Argument(7)), copied(e, c.Argument(8))
	return job(e, "SIGNREQUEST", c.Argument(9), func() (bool, error) { return s.verify(data, sig, hashed) },
		func(ok bool) goja.Value { return e.VM.ToValue(ok) })
}

var (
	errInvalidDigest = &keys.Error{
		Number: "1C80007A", Library: "Provider routines", Reason: "invalid digest", Code: "ERR_OSSL_INVALID_DIGEST",
	}
	errDigestTooBig = &keys.Error{
		Number: "02000070", Library: "rsa routines", Reason: "digest too big for rsa key",
		Code: "ERR_OSSL_RSA_DIGEST_TOO_BIG_FOR_RSA_KEY",
	}
	errPadding = &keys.Error{
		Number: "1C8000A5", Library: "Provider routines", Reason: "illegal or unsupported padding mode",
		Code: "ERR_OSSL_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE",
	}
	errUnsupported = &nodeError{code: "ERR_CRYPTO_UNSUPPORTED_OPERATION"}
)

var errContext = errors.New("Context parameter is unsupported")

// prepare hashes data, unless the kind of key signs it as it is.
func (s *signature) prepare(data []byte, hashed bool) ([]byte, error) {
	switch {
	case s.key.PQ != nil && s.key.Signs(), s.key.Kind == "ed25519", s.key.Kind == "ed448":
		if hashed {
			return nil, errUnsupported
		}
		if s.digest.name != "" {
			return nil, errInvalidDigest
		}
		return data, nil
	case len(s.context) > 0 && !hashed:
		return nil, errContext
	case s.key.RSA == nil && s.key.EC == nil && s.key.DSA == nil:
		return nil, keys.ErrOperation
	}
	if s.digest.name == "" {
		name := "sha256"
		if s.key.RSA != nil && s.key.RSA.PSS != nil {
			name = s.key.RSA.PSS.Hash
		}
		s.digest, _ = findDigest(name)
	}
	if hashed {
		return data, nil
	}
	h := s.digest.new()
	h.Write(data)
	return h.Sum(nil), nil
}

func (s *signature) sign(data []byte, hashed bool) ([]byte, error) {
	data, err := s.prepare(data, hashed)
	if err != nil {
		return nil, err
	}
	if s.key.PQ != nil {
		return s.key.SignPQ(data, s.context)
	}
	switch k := s.key; k.Kind {
	case "ed25519":
		return ed25519.NewKeyFromSeed(k.OKP.Private).Sign(nil, data, s.ed25519())
	case "ed448":
		return ed448.Sign(ed448.NewKeyFromSeed(k.OKP.Private), data, string(s.context)), nil
	case "ec":
		sig, err := ecdsa.SignASN1(rand.Reader, k.Signer().(*ecdsa.PrivateKey), data)
		if err != nil || !s.ieee {
			return sig, err
		}
		return toIEEE(sig, k.EC.Curve.OrderSize())
	case "dsa":
		return s.signDSA(data)
	}
	return s.signRSA(data)
}

func (s *signature) verify(data, sig []byte, hashed bool) (bool, error) {
	data, err := s.prepare(data, hashed)
	if err != nil {
		return false, err
	}
	if s.key.PQ != nil {
		return s.key.VerifyPQ(data, sig, s.context), nil
	}
	switch k := s.key; k.Kind {
	case "ed25519":
		return ed25519.VerifyWithOptions(k.OKP.Public, data, sig, s.ed25519()) == nil, nil
	case "ed448":
		return len(sig) == ed448.SignatureSize && ed448.Verify(k.OKP.Public, data, sig, string(s.context)), nil
	case "ec":
		if s.ieee {
			if sig, err = fromIEEE(sig, k.EC.Curve.OrderSize()); err != nil {
				return false, nil
			}
		}
		return ecdsa.VerifyASN1(k.EC.ECDSA(), data, sig), nil
	case "dsa":
		return s.verifyDSA(data, sig), nil
	}
	return s.verifyRSA(data, sig)
}

// ed25519 chooses between Ed25519 and, if there is a context, Ed25519ctx.
func (s *signature) ed25519() *ed25519.Options { return &ed25519.Options{Context: string(s.context)} }

type pair struct{ R, S *big.Int }

func toIEEE(sig []byte, size int) ([]byte, error) {
	var p pair
	if _, err := asn1.Unmarshal(sig, &p); err != nil {
		return nil, err
	}
	b := make([]byte, 2*size)
	p.R.FillBytes(b[:size])
	p.S.FillBytes(b[size:])
	return b, nil
}

var errSignature = errors.New("malformed signature")

func fromIEEE(sig []byte, size int) ([]byte, error) {
	if len(sig) != 2*size {
		return nil, errSignature
	}
	return asn1.Marshal(pair{new(big.Int).SetBytes(sig[:size]), new(big.Int).SetBytes(sig[size:])})
}

// truncated is the part of a digest that DSA signs.
func truncated(sum []byte, k *dsa.PublicKey) []byte { return sum[:min(len(sum), (k.Q.BitLen()+7)/8)] }

func (s *signature) signDSA(sum []byte) ([]byte, error) {
	k := s.key.DSA
	r, t, err := dsa.Sign(rand.Reader, k.Private, truncated(sum, k.Public))
	if err != nil {
		return nil, err
	}
	sig, err := asn1.Marshal(pair{r, t})
	if err != nil || !s.ieee {
		return sig, err
	}
	return toIEEE(sig, (k.Public.Q.BitLen()+7)/8)
}

func (s *signature) verifyDSA(sum, sig []byte) bool {
	k := s.key.DSA.Public
	if s.ieee {
		var err error
		if sig, err = fromIEEE(sig, (k.Q.BitLen()+7)/8); err != nil {
			return false
		}
	}
	var p pair
	rest, err := asn1.Unmarshal(sig, &p)
	return err == nil && len(rest) == 0 && dsa.Verify(k, truncated(sum, k), p.R, p.S)
}

// rsaHashes are the digests that crypto/rsa has the names of.
var rsaHashes = map[string]gocrypto.Hash{
	"md5": gocrypto.MD5, "sha1": gocrypto.SHA1, "md5-sha1": gocrypto.MD5SHA1, "sha224": gocrypto.SHA224,
	"sha256": gocrypto.SHA256, "sha384": gocrypto.SHA384, "sha512": gocrypto.SHA512, "sha512-224": gocrypto.SHA512_224,
	"sha512-256": gocrypto.SHA512_256, "sha3-224": gocrypto.SHA3_224, "sha3-256": gocrypto.SHA3_256,
	"sha3-384": gocrypto.SHA3_384, "sha3-512": gocrypto.SHA3_512, "ripemd160": gocrypto.RIPEMD160,
}

// isPSS decides between the paddings.
func (s *signature) isPSS() (bool, error) {
	switch {
	case s.padding == paddingPSS || s.padding == 0 && s.key.Kind == "rsa-pss":
		return true, nil
	case s.key.Kind == "rsa-pss":
		return false, errPadding
	case s.padding == paddingPKCS1 || s.padding == 0:
		return false, nil
	}
	return false, errPadding
}

func (s *signature) signRSA(sum []byte) ([]byte, error) {
	pss, err := s.isPSS()
	if err != nil {
		return nil, err
	}
	k, hash := s.key.RSA.Private, rsaHashes[s.digest.name]
	if hash == 0 {
		return nil, errInvalidDigest
	}
	var sig []byte
	if pss {
		options, salt := s.pssOptions(hash, false)
		if options == nil {
			return nil, errDataTooLarge
		}
		if salt == 0 {
			return signWithoutSalt(k, s.digest, sum)
		}
		sig, err = rsa.SignPSS(rand.Reader, k, hash, sum, options)
	} else {
		sig, err = rsa.SignPKCS1v15(rand.Reader, k, hash, sum)
	}
	if errors.Is(err, rsa.ErrMessageTooLong) {
		return nil, errDigestTooBig
	}
	return sig, err
}

func (s *signature) verifyRSA(sum, sig []byte) (bool, error) {
	pss, err := s.isPSS()
	if err != nil {
		return false, err
	}
	k, hash := s.key.RSA.Public, rsaHashes[s.digest.name]
	if hash == 0 {
		return false, errInvalidDigest
	}
	if !pss {
		return rsa.VerifyPKCS1v15(k, hash, sum, sig) == nil, nil
	}
	options, _ := s.pssOptions(hash, true)
	return options != nil && rsa.VerifyPSS(k, hash, sum, sig, options) == nil, nil
}

// pssOptions returns how to sign, and the length of the salt; nil if a key of
// this size has no room for it.
func (s *signature) pssOptions(hash gocrypto.Hash, verifying bool) (options *rsa.PSSOptions, salt int) {
	most := (s.key.RSA.Public.N.BitLen()-1+7)/8 - 2 - hash.Size()
	switch salt = s.salt; {
	case salt == saltUnknown && s.key.RSA.PSS != nil && !verifying:
		salt = s.key.RSA.PSS.SaltLength
	case salt == saltDigest:
		salt = hash.Size()
	case salt == saltUnknown || salt == saltMax:
		if verifying {
			return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto, Hash: hash}, 0
		}
		salt = most
	}
	if salt < 0 || salt > most {
		return nil, 0
	}
	return &rsa.PSSOptions{SaltLength: salt, Hash: hash}, salt
}
