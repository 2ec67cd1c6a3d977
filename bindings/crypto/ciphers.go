package crypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// mode is how a cipher goes on from block to block, by Node's name.
type mode string

const (
	modeCBC    mode = "cbc"
	modeECB    mode = "ecb"
	modeCTR    mode = "ctr"
	modeCFB    mode = "cfb"
	modeOFB    mode = "ofb"
	modeGCM    mode = "gcm"
	modeCCM    mode = "ccm"
	modeOCB    mode = "ocb"
	modeWrap   mode = "wrap"
	modeStream mode = "stream"
	modePoly   mode = "" // chacha20-poly1305, of which OpenSSL says that it is a stream
)

// cipherSpec is a cipher: OpenSSL's name and number for it, and its sizes in
// bytes.
type cipherSpec struct {
	name         string
	nid          int
	mode         mode
	key, iv      int
	blockSize    int
	block        func(key []byte) (cipher.Block, error) // of those with blocks
	authenticate bool
}

// ciphers are all there are, by the names of getCiphers.
var ciphers = sync.OnceValue(makeCiphers)

func makeCiphers() map[string]*cipherSpec {
	all := map[string]*cipherSpec{}
	for i, size := range []string{"128", "192", "256"} {
		key := 16 + 8*i
		add := func(m mode, nid, iv, blockSize int) *cipherSpec {
			name := "aes-" + size + "-" + string(m)
			all[name] = &cipherSpec{
				name: name, nid: nid, mode: m, key: key, iv: iv, blockSize: blockSize, block: aes.NewCipher,
			}
			return all[name]
		}
		const perSize = 4 // OpenSSL's numbers of the first modes go up by four
		add(modeECB, 418+perSize*i, 0, 16)
		all["aes"+size] = add(modeCBC, 419+perSize*i, 16, 16)
		add(modeOFB, 420+perSize*i, 16, 1)
		add(modeCFB, 421+perSize*i, 16, 1)
		add(modeCTR, 904+i, 16, 1)
		for _, authenticated := range []struct {
			mode mode
			nid  int
			iv   int
		}{{modeGCM, 895 + 3*i, 12}, {modeCCM, 896 + 3*i, 12}, {modeWrap, 788 + i, 8}} {
			spec := add(authenticated.mode, authenticated.nid, authenticated.iv, 1)
			spec.name = "id-aes" + size + "-" + string(authenticated.mode)
			all[spec.name] = spec
			spec.authenticate = authenticated.mode != modeWrap
			if authenticated.mode == modeWrap {
				spec.blockSize = 8
				all["aes"+size+"-wrap"] = spec
			}
		}
		add(modeOCB, 958+i, 12, 16).authenticate = true
		padded := &cipherSpec{
			name: "id-aes" + size + "-wrap-pad", nid: 897 + 3*i, mode: modeWrap, key: key, iv: paddedIV, blockSize: 8, block: aes.NewCipher,
		}
		for _, name := range []string{padded.name, "aes" + size + "-wrap-pad", "aes-" + size + "-wrap-pad"} {
			all[name] = padded
		}
	}
	triple := func(name string, nid int, m mode, key, iv, blockSize int, aliases ...string) {
		spec := &cipherSpec{name: name, nid: nid, mode: m, key: key, iv: iv, blockSize: blockSize, block: newTripleDES}
		for _, alias := range append(aliases, name) {
			all[alias] = spec
		}
	}
	triple("des-ede3-cbc", 44, modeCBC, 24, 8, 8, "des3")
	triple("des-ede3-cfb", 61, modeCFB, 24, 8, 1)
	triple("des-ede3-ofb", 63, modeOFB, 24, 8, 1)
	triple("des-ede3", 33, modeECB, 24, 0, 8, "des-ede3-ecb")
	triple("des-ede-cbc", 43, modeCBC, 16, 8, 8)
	triple("des-ede", 32, modeECB, 16, 0, 8, "des-ede-ecb")
	triple("id-smime-alg-cms3deswrap", 246, modeWrap, 24, 0, 8, "des3-wrap")
	all["chacha20"] = &cipherSpec{name: "chacha20", nid: 1019, mode: modeStream, key: chacha20.KeySize, iv: 16, blockSize: 1}
	all["chacha20-poly1305"] = &cipherSpec{
		name: "chacha20-poly1305", nid: 1018, mode: modePoly, key: chacha20poly1305.KeySize, iv: 12, blockSize: 1,
		authenticate: true,
	}
	return all
}

// newTripleDES takes keys of two parts too.
func newTripleDES(key []byte) (cipher.Block, error) {
	if len(key) == 16 {
		key = append(slices.Clip(key), key[:8]...)
	}
	return des.NewTripleDESCipher(key)
}

func findCipher(name string) *cipherSpec { return ciphers()[strings.ToLower(name)] }

// findCipherByNumber finds a cipher by OpenSSL's number of it.
func findCipherByNumber(nid int) *cipherSpec {
	for _, spec := range ciphers() {
		if spec.nid == nid {
			return spec
		}
	}
	return nil
}

// ivFits reports whether a cipher takes an IV of n bytes.
func (s *cipherSpec) ivFits(n int) bool {
	switch s.mode {
	case modeGCM:
		return n > 0
	case modePoly:
		return n > 0 && n <= s.iv
	case modeCCM:
		return n >= 7 && n <= 13
	case modeOCB:
		return n > 0 && n <= 15
	}
	return n == s.iv
}
