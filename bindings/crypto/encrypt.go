package crypto

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"hash"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/keys"
)

// The paddings of OpenSSL.
const (
	paddingPKCS1 = 1
	paddingNone  = 3
	paddingOAEP  = 4
	paddingPSS   = 6
)

var (
	errDataTooLarge = &keys.Error{
		Number: "0200006E", Library: "rsa routines", Reason: "data too large for key size",
		Code: "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE",
	}
	errDataTooSmall = &keys.Error{
		Number: "0200007A", Library: "rsa routines", Reason: "data too small for key size",
		Code: "ERR_OSSL_RSA_DATA_TOO_SMALL_FOR_KEY_SIZE",
	}
	errOAEP = &keys.Error{
		Number: "02000079", Library: "rsa routines", Reason: "oaep decoding error", Code: "ERR_OSSL_RSA_OAEP_DECODING_ERROR",
	}
)

// asymmetricCipher is what crypt does with a key of RSA.
type asymmetricCipher struct {
	key     *keys.RSA
	padding int
	hash    func() hash.Hash // of OAEP
	label   []byte
}

// crypt is (operation, key, padding, oaepHash, oaepLabel, data, callback).
func crypt(e *env.Env, c goja.FunctionCall) goja.Value {
	k := asymmetricOf(e, c.Argument(1))
	if k.Kind != "rsa" {
		panic(failed(e, keys.ErrOperation))
	}
	a := &asymmetricCipher{key: k.RSA, padding: int(c.Argument(2).ToInteger()), label: copied(e, c.Argument(4))}
	if a.padding == paddingOAEP {
		name := textOf(c.Argument(3))
		if name == "" {
			name = "sha1"
		}
		a.hash = keyedDigest(e, name).new
	}
	operation := map[string]func([]byte) ([]byte, error){
		"publicEncrypt": a.publicEncrypt, "privateDecrypt": a.privateDecrypt,
		"privateEncrypt": a.privateEncrypt, "publicDecrypt": a.publicDecrypt,
	}[c.Argument(0).String()]
	data := copied(e, c.Argument(5))
	return bytesJob(e, "CIPHERREQUEST", c.Argument(6), func() ([]byte, error) { return operation(data) })
}

// whole checks data that is to fill a key as it is.
func (a *asymmetricCipher) whole(data []byte) error {
	switch size := a.key.Public.Size(); {
	case len(data) > size:
		return errDataTooLarge
	case len(data) < size:
		return errDataTooSmall
	}
	return nil
}

func (a *asymmetricCipher) publicEncrypt(data []byte) (out []byte, err error) {
	switch a.padding {
	case paddingPKCS1:
		//lint:ignore SA1019 It is the padding that the script asks for.
		out, err = rsa.EncryptPKCS1v15(rand.Reader, a.key.Public, data)
	case paddingOAEP:
		out, err = rsa.EncryptOAEP(a.hash(), rand.Reader, a.key.Public, data, a.label)
	case paddingNone:
		if err := a.whole(data); err != nil {
			return nil, err
		}
		return rawPublic(a.key.Public, data)
	default:
		return nil, errPadding
	}
	if errors.Is(err, rsa.ErrMessageTooLong) {
		return nil, errDataTooLarge
	}
	return out, err
}

func (a *asymmetricCipher) privateDecrypt(data []byte) ([]byte, error) {
	switch a.padding {
	case paddingPKCS1:
		//lint:ignore SA1019 It is the padding that the script asks for.
		out, err := rsa.DecryptPKCS1v15(rand.Reader, a.key.Private, data)
		if err != nil {
			return a.rejection(data), nil
		}
		return out, nil
	case paddingOAEP:
		out, err := rsa.DecryptOAEP(a.hash(), rand.Reader, a.key.Private, data, a.label)
		if err != nil {
			return nil, errOAEP
		}
		return out, nil
	case paddingNone:
		if err := a.whole(data); err != nil {
			return nil, err
		}
		return rawPrivate(a.key.Private, data)
	}
	return nil, errPadding
}

// rejection is what comes of data with a wrong padding, so that nobody can tell
// it from the right one: bytes that look random and are the same each time.
func (a *asymmetricCipher) rejection(data []byte) []byte {
	secret := sha256.Sum256(a.key.Private.D.Bytes())
	stream := func(label byte) []byte {
		mac := hmac.New(sha256.New, secret[:])
		mac.Write([]byte{label})
		mac.Write(data)
		return mac.Sum(nil)
	}
	var out []byte
	const overhead = 11
	most := a.key.Public.Size() - overhead
	for label := byte(1); len(out) < most; label++ {
		out = append(out, stream(label)...)
	}
	first := stream(0)
	return out[:(int(first[0])<<8|int(first[1]))%(most+1)]
}

func (a *asymmetricCipher) privateEncrypt(data []byte) ([]byte, error) {
	switch a.padding {
	case paddingPKCS1:
		out, err := rsa.SignPKCS1v15(rand.Reader, a.key.Private, 0, data)
		if errors.Is(err, rsa.ErrMessageTooLong) {
			return nil, errDataTooLarge
		}
		return out, err
	case paddingNone:
		if err := a.whole(data); err != nil {
			return nil, err
		}
		return rawPrivate(a.key.Private, data)
	}
	return nil, errPadding
}

func (a *asymmetricCipher) publicDecrypt(data []byte) ([]byte, error) {
	switch a.padding {
	case paddingPKCS1:
		if len(data) != a.key.Public.Size() {
			return nil, errInvalidPadding
		}
		return recoverPKCS1(a.key.Public, data)
	case paddingNone:
		if err := a.whole(data); err != nil {
			return nil, err
		}
		return rawPublic(a.key.Public, data)
	}
	return nil, errPadding
}

// constantTimeEqual compares secrets.
func constantTimeEqual(a, b []byte) bool { return hmac.Equal(a, b) }

func timingSafeEqual(e *env.Env, c goja.FunctionCall) goja.Value {
	return e.VM.ToValue(constantTimeEqual(buffer.BytesOf(e, c.Argument(0), nil), buffer.BytesOf(e, c.Argument(1), nil)))
}
