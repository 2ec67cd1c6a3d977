package keys

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
)

// ErrWrongTag is that of DER which is something else.
var ErrWrongTag = &Error{"068000A8", "asn1 encoding routines", "wrong tag", "ERR_OSSL_ASN1_WRONG_TAG"}

// ErrNoPassphrase is that of DER under a passphrase when there is none, of which
// Node and not OpenSSL takes care.
var ErrNoPassphrase = errors.New("passphrase required for encrypted key")

// Input is a key as text or bytes. Format is pem or der; Type, for der, is
// pkcs1, pkcs8, sec1 or spki. Passphrase is nil if there is none.
type Input struct {
	Data         []byte
	Format, Type string
	Passphrase   []byte
}

// ParsePrivate reads a private key.
func ParsePrivate(in Input) (*Key, error) {
	if in.Format == "pem" {
		return ParsePrivatePEM(in.Data, in.Passphrase)
	}
	switch in.Type {
	case "pkcs1":
		return orElse(ErrUnsupported)(ParsePKCS1(in.Data))
	case "sec1":
		return orElse(ErrUnsupported)(ParseSEC1(in.Data))
	}
	k, err := ParsePKCS8(in.Data)
	switch {
	case err == nil || !isEncrypted(in.Data):
		return orElse(ErrWrongTag)(k, err)
	case in.Passphrase == nil:
		return nil, ErrNoPassphrase
	}
	return parseEncrypted(in.Data, in.Passphrase)
}

// orElse replaces errors other than OpenSSL's.
func orElse(instead *Error) func(*Key, error) (*Key, error) {
	return func(k *Key, err error) (*Key, error) {
		if _, ok := err.(*Error); err == nil || ok || err == ErrNoPassphrase {
			return k, err
		}
		return nil, instead
	}
}

func parseEncrypted(der, passphrase []byte) (*Key, error) {
	plain, err := decryptPKCS8(der, passphrase)
	if err != nil {
		return orElse(ErrUnsupported)(nil, err)
	}
	k, err := ParsePKCS8(plain)
	if err != nil { // A wrong passphrase can give what looks like padding.
		return nil, ErrBadDecrypt
	}
	return k, nil
}

// ParsePrivatePEM reads the first private key of a text.
func ParsePrivatePEM(text, passphrase []byte) (*Key, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return orElse(ErrUnsupported)(parsePrivateBlock(block, passphrase))
		}
	}
	return nil, ErrUnsupported
}

func parsePrivateBlock(block *pem.Block, passphrase []byte) (*Key, error) {
	der := block.Bytes
	if block.Type == "ENCRYPTED PRIVATE KEY" {
		if passphrase == nil {
			return nil, ErrPassphrase
		}
		return parseEncrypted(der, passphrase)
	}
	//lint:ignore SA1019 Old keys are encrypted so, and OpenSSL reads them.
	encrypted := x509.IsEncryptedPEMBlock(block)
	if encrypted {
		if passphrase == nil {
			return nil, ErrPassphrase
		}
		var err error
		//lint:ignore SA1019 As above.
		if der, err = x509.DecryptPEMBlock(block, passphrase); err != nil {
			return nil, ErrBadDecrypt
		}
	}
	k, err := parseByTitle(block.Type, der)
	if err != nil && encrypted {
		return nil, ErrBadDecrypt
	}
	return k, err
}

func parseByTitle(title string, der []byte) (*Key, error) {
	switch title {
	case "RSA PRIVATE KEY":
		return ParsePKCS1(der)
	case "EC PRIVATE KEY":
		return ParseSEC1(der)
	case "DSA PRIVATE KEY":
		return parseTraditionalDSA(der)
	}
	return ParsePKCS8(der)
}

// ParsePublic reads a public key, also out of a certificate or of a private
// key.
func ParsePublic(in Input) (*Key, error) {
	if in.Format == "pem" {
		return parsePublicPEM(in.Data, in.Passphrase)
	}
	switch in.Type {
	case "spki":
		return orElse(ErrWrongTag)(ParseSPKI(in.Data))
	case "pkcs1":
		if k, err := parsePKCS1Public(in.Data); err == nil {
			return k, nil
		}
	}
	k, err := ParsePrivate(in)
	if err != nil {
		return nil, err
	}
	return k.PublicOnly(), nil
}

func parsePublicPEM(text, passphrase []byte) (*Key, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PUBLIC KEY":
			return orElse(ErrWrongTag)(ParseSPKI(block.Bytes))
		case "RSA PUBLIC KEY":
			return orElse(ErrWrongTag)(parsePKCS1Public(block.Bytes))
		case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, ErrWrongTag
			}
			return orElse(ErrWrongTag)(ParseSPKI(cert.RawSubjectPublicKeyInfo))
		}
	}
	k, err := ParsePrivatePEM(text, passphrase)
	if err != nil {
		return nil, err
	}
	return k.PublicOnly(), nil
}

// Output says how a key is to be written. Cipher is empty if not under a
// passphrase.
type Output struct {
	Format, Type string
	Cipher       string
	Passphrase   []byte
}

func (out Output) text(title string, der []byte) []byte {
	if out.Format != "pem" {
		return der
	}
	return pem.EncodeToMemory(&pem.Block{Type: title, Bytes: der})
}

// WritePublic writes the public part of a key.
func (k *Key) WritePublic(out Output) ([]byte, error) {
	if out.Type == "pkcs1" {
		return out.text("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(k.RSA.Public)), nil
	}
	der, err := k.SPKI(Uncompressed)
	return out.text("PUBLIC KEY", der), err
}

// WritePrivate writes a private key.
func (k *Key) WritePrivate(out Output) ([]byte, error) {
	title, der := "PRIVATE KEY", []byte(nil)
	var err error
	switch out.Type {
	case "pkcs1":
		title, der = "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(k.RSA.Private)
	case "sec1":
		title = "EC PRIVATE KEY"
		der, err = k.SEC1(true)
	default:
		der, err = k.PKCS8()
	}
	switch {
	case err != nil:
		return nil, err
	case out.Cipher == "":
		return out.text(title, der), nil
	case title == "PRIVATE KEY":
		der, err = encryptPKCS8(der, out.Cipher, out.Passphrase)
		return out.text("ENCRYPTED PRIVATE KEY", der), err
	}
	pemCipher, ok := pemCiphers[cipherName(out.Cipher)]
	if !ok {
		return nil, errPEMCipher
	}
	//lint:ignore SA1019 It is what OpenSSL writes when asked for this form.
	block, err := x509.EncryptPEMBlock(rand.Reader, title, der, out.Passphrase, pemCipher)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(block), nil
}

var errPEMCipher = &Error{"04800071", "PEM routines", "unsupported cipher", "ERR_OSSL_PEM_UNSUPPORTED_CIPHER"}

var pemCiphers = map[string]x509.PEMCipher{
	"aes-128-cbc": x509.PEMCipherAES128, "aes-192-cbc": x509.PEMCipherAES192, "aes-256-cbc": x509.PEMCipherAES256,
	"des-ede3-cbc": x509.PEMCipher3DES,
}

// Equal reports whether two keys are the same.
func (k *Key) Equal(other *Key) bool {
	if k.Kind != other.Kind || k.IsPrivate != other.IsPrivate {
		return false
	}
	if k.PQ != nil {
		return bytes.Equal(k.PQ.Public, other.PQ.Public) // a private one may be known by its seed or not
	}
	if k.EC != nil { // written with the name of the curve or in full
		return k.EC.Curve == other.EC.Curve && k.EC.X.Cmp(other.EC.X) == 0 && k.EC.Y.Cmp(other.EC.Y) == 0
	}
	write := (*Key).PKCS8
	if !k.IsPrivate {
		write = func(k *Key) ([]byte, error) { return k.SPKI(Uncompressed) }
	}
	a, err := write(k)
	if err != nil {
		return false
	}
	b, err := write(other)
	return err == nil && bytes.Equal(a, b)
}
