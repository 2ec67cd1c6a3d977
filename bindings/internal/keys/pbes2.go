package keys

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"hash"
	"strings"
	"sync"

	"golang.org/x/crypto/scrypt"
)

// PBES2 of RFC 8018: how PKCS#8 keeps a private key under a passphrase.

var (
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidScrypt     = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11591, 4, 11}
	oidHMACSHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidHMACSHA384 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 10}
	oidHMACSHA512 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 11}
)

type encryptedKey struct {
	Algorithm pkix.AlgorithmIdentifier
	Data      []byte
}

type pbes2 struct{ Derivation, Encryption pkix.AlgorithmIdentifier }

type pbkdf2Parameters struct {
	Salt       []byte
	Iterations int
	Length     int                      `asn1:"optional"`
	PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
}

type scryptParameters struct {
	Salt    []byte
	N, R, P int
	Length  int `asn1:"optional"`
}

// keyCipher is one that keys can be encrypted with.
type keyCipher struct {
	oid     asn1.ObjectIdentifier
	keySize int
	new     func(key []byte) (cipher.Block, error)
	mode    keyMode
}

// keyMode is how a cipher goes on from block to block.
type keyMode uint8

const (
	modeCBC keyMode = iota
	modeECB         // without an IV
	modeOFB
	modeCFB
)

var keyCiphers = sync.OnceValue(makeKeyCiphers)

func makeKeyCiphers() map[string]keyCipher {
	all := map[string]keyCipher{"des-ede3-cbc": {asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}, 24, des.NewTripleDESCipher, modeCBC}}
	for i, size := range []string{"128", "192", "256"} {
		for number, mode := range []keyMode{1: modeECB, 2: modeCBC, 3: modeOFB, 4: modeCFB} {
			if number > 0 {
				name := "aes-" + size + "-" + [...]string{modeCBC: "cbc", modeECB: "ecb", modeOFB: "ofb", modeCFB: "cfb"}[mode]
				all[name] = keyCipher{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 20*i + number}, 16 + 8*i, aes.NewCipher, mode}
			}
		}
	}
	return all
}

func findKeyCipher(name string) (keyCipher, bool) {
	c, ok := keyCiphers()[cipherName(name)]
	return c, ok
}

// cipherName is the one name of a cipher that may have several.
func cipherName(name string) string {
	switch name = strings.ToLower(name); name {
	case "aes128", "aes192", "aes256":
		return "aes-" + name[3:] + "-cbc"
	case "des3":
		return "des-ede3-cbc"
	}
	return name
}

// IsKeyCipher reports whether private keys can be written under a cipher.
func IsKeyCipher(name string) bool {
	_, ok := findKeyCipher(name)
	return ok
}

var errAlgorithm = errors.New("unknown algorithm")

// isEncrypted reports whether der is what encryptPKCS8 makes.
func isEncrypted(der []byte) bool {
	var sealed encryptedKey
	return unmarshal(der, &sealed) == nil
}

// decryptPKCS8 opens what encryptPKCS8 made.
func decryptPKCS8(der, passphrase []byte) ([]byte, error) {
	var sealed encryptedKey
	if err := unmarshal(der, &sealed); err != nil {
		return nil, err
	}
	if !sealed.Algorithm.Algorithm.Equal(oidPBES2) {
		return nil, errAlgorithm
	}
	var scheme pbes2
	if err := unmarshal(sealed.Algorithm.Parameters.FullBytes, &scheme); err != nil {
		return nil, err
	}
	for _, c := range keyCiphers() {
		if !c.oid.Equal(scheme.Encryption.Algorithm) {
			continue
		}
		var iv []byte
		if c.mode != modeECB {
			if err := unmarshal(scheme.Encryption.Parameters.FullBytes, &iv); err != nil {
				return nil, err
			}
		}
		key, err := deriveKey(scheme.Derivation, passphrase, c.keySize)
		if err != nil {
			return nil, err
		}
		block, err := c.new(key)
		if err != nil {
			return nil, err
		}
		return c.mode.decrypt(block, iv, sealed.Data)
	}
	return nil, errAlgorithm
}

// decrypt opens what encrypt made.
func (m keyMode) decrypt(block cipher.Block, iv, data []byte) ([]byte, error) {
	size := block.BlockSize()
	if m != modeECB && len(iv) != size {
		return nil, ErrBadDecrypt
	}
	out := make([]byte, len(data))
	if stream := m.stream(block, iv, false); stream != nil {
		stream.XORKeyStream(out, data)
		return out, nil
	}
	if len(data) == 0 || len(data)%size != 0 {
		return nil, ErrBadDecrypt
	}
	if m == modeECB {
		for i := 0; i < len(data); i += size {
			block.Decrypt(out[i:], data[i:])
		}
	} else {
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, data)
	}
	padding := int(out[len(out)-1])
	if padding == 0 || padding > size {
		return nil, ErrBadDecrypt
	}
	for _, b := range out[len(out)-padding:] {
		if int(b) != padding {
			return nil, ErrBadDecrypt
		}
	}
	return out[:len(out)-padding], nil
}

// encrypt returns data encrypted, padded if the mode works in blocks.
func (m keyMode) encrypt(block cipher.Block, iv, data []byte) []byte {
	data = bytes.Clone(data)
	if stream := m.stream(block, iv, true); stream != nil {
		stream.XORKeyStream(data, data)
		return data
	}
	size := block.BlockSize()
	padding := size - len(data)%size
	data = append(data, bytes.Repeat([]byte{byte(padding)}, padding)...)
	if m == modeCBC {
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
		return data
	}
	for i := 0; i < len(data); i += size {
		block.Encrypt(data[i:], data[i:])
	}
	return data
}

// stream returns what the modes without padding are, nil for the others.
func (m keyMode) stream(block cipher.Block, iv []byte, encrypt bool) cipher.Stream {
	switch {
	case m == modeOFB:
		//lint:ignore SA1019 It is the mode that the key is in.
		return cipher.NewOFB(block, iv)
	case m == modeCFB && encrypt:
		//lint:ignore SA1019 As above.
		return cipher.NewCFBEncrypter(block, iv)
	case m == modeCFB:
		//lint:ignore SA1019 As above.
		return cipher.NewCFBDecrypter(block, iv)
	}
	return nil
}

// The most work that is done for a text from a stranger.
const (
	mostIterations   = 1 << 24
	mostScryptMemory = 1 << 28
)

func deriveKey(algorithm pkix.AlgorithmIdentifier, passphrase []byte, size int) ([]byte, error) {
	parameters := algorithm.Parameters.FullBytes
	if algorithm.Algorithm.Equal(oidScrypt) {
		var p scryptParameters
		if err := unmarshal(parameters, &p); err != nil {
			return nil, err
		}
		if p.N <= 0 || p.R <= 0 || p.P <= 0 || p.N > mostScryptMemory/128/p.R || p.P > mostScryptMemory/128/p.R {
			return nil, errAlgorithm
		}
		return scrypt.Key(passphrase, p.Salt, p.N, p.R, p.P, size)
	}
	var p pbkdf2Parameters
	if !algorithm.Algorithm.Equal(oidPBKDF2) {
		return nil, errAlgorithm
	}
	if err := unmarshal(parameters, &p); err != nil {
		return nil, err
	}
	h := prf(p.PRF.Algorithm)
	if h == nil || p.Iterations <= 0 || p.Iterations > mostIterations {
		return nil, errAlgorithm
	}
	return pbkdf2.Key(h, string(passphrase), p.Salt, p.Iterations, size)
}

func prf(oid asn1.ObjectIdentifier) func() hash.Hash {
	switch {
	case oid == nil, oid.Equal(oidHMACSHA1):
		return sha1.New
	case oid.Equal(oidHMACSHA256):
		return sha256.New
	case oid.Equal(oidHMACSHA384):
		return sha512.New384
	case oid.Equal(oidHMACSHA512):
		return sha512.New
	}
	return nil
}

// encryptPKCS8 keeps der under a passphrase, with what OpenSSL derives the key
// with.
func encryptPKCS8(der []byte, cipherName string, passphrase []byte) ([]byte, error) {
	c, ok := findKeyCipher(cipherName)
	if !ok {
		return nil, errAlgorithm
	}
	const iterations = 2048
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := pbkdf2.Key(sha256.New, string(passphrase), salt, iterations, c.keySize)
	if err != nil {
		return nil, err
	}
	block, err := c.new(key)
	if err != nil {
		return nil, err
	}
	iv := make([]byte, block.BlockSize())
	rand.Read(iv)
	data := c.mode.encrypt(block, iv, der)

	derivation, err := withParameters(oidPBKDF2, pbkdf2Parameters{
		Salt: salt, Iterations: iterations,
		PRF: pkix.AlgorithmIdentifier{Algorithm: oidHMACSHA256, Parameters: asn1.NullRawValue},
	})
	if err != nil {
		return nil, err
	}
	encryption := pkix.AlgorithmIdentifier{Algorithm: c.oid, Parameters: asn1.NullRawValue}
	if c.mode != modeECB {
		if encryption, err = withParameters(c.oid, iv); err != nil {
			return nil, err
		}
	}
	scheme, err := withParameters(oidPBES2, pbes2{derivation, encryption})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(encryptedKey{scheme, data})
}
