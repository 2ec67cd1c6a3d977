package crypto

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// The paddings of OpenSSL.
const (
	paddingPKCS1 = 1
	paddingOAEP  = 4
)

var errNoPublicKey = errors.New("error:1E08010C:DECODER routines::unsupported")

// publicEncrypt is (key, padding, oaepHash, oaepLabel, data); key is a public
// RSA key or a certificate in PEM.
func publicEncrypt(e *env.Env, c goja.FunctionCall) goja.Value {
	key, err := publicKeyOf(bytesOf(e, c.Argument(0), nil))
	if err != nil {
		panic(failed(e, err))
	}
	data := bytesOf(e, c.Argument(4), nil)
	var out []byte
	if c.Argument(1).ToInteger() == paddingPKCS1 {
		//lint:ignore SA1019 It is the padding that the script asks for.
		out, err = rsa.EncryptPKCS1v15(rand.Reader, key, data)
	} else {
		h := keyedDigest(e, c.Argument(2).String()).new()
		out, err = rsa.EncryptOAEP(h, rand.Reader, key, data, bytesOf(e, c.Argument(3), nil))
	}
	if err != nil {
		panic(failed(e, err))
	}
	return buffer.New(e, out)
}

func publicKeyOf(text []byte) (*rsa.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errNoPublicKey
	}
	switch block.Type {
	case "RSA PUBLIC KEY":
		return x509.ParsePKCS1PublicKey(block.Bytes)
	case "CERTIFICATE":
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		return asRSA(cert.PublicKey)
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	return asRSA(key)
}

func asRSA(key any) (*rsa.PublicKey, error) {
	if k, ok := key.(*rsa.PublicKey); ok {
		return k, nil
	}
	return nil, errors.New("operation not supported for this keytype")
}
