package argon2

import (
	"bytes"
	"encoding/hex"
	"testing"

	xargon2 "golang.org/x/crypto/argon2"
)

// The vectors of RFC 9106, section 5.
func TestVectors(t *testing.T) {
	p := Parameters{
		Password: bytes.Repeat([]byte{1}, 32), Salt: bytes.Repeat([]byte{2}, 16), Secret: bytes.Repeat([]byte{3}, 8),
		Data: bytes.Repeat([]byte{4}, 12), Lanes: 4, Memory: 32, Passes: 3, Length: 32,
	}
	for kind, want := range map[Kind]string{
		D:  "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb",
		I:  "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8",
		ID: "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
	} {
		if got := hex.EncodeToString(Key(kind, p)); got != want {
			t.Errorf("kind %d: got %s, want %s", kind, got, want)
		}
	}
}

// What x/crypto can do comes out the same.
func TestAgainstXCrypto(t *testing.T) {
	password, salt := []byte("password"), []byte("saltsalt")
	for _, p := range []Parameters{
		{Lanes: 1, Memory: 8, Passes: 1, Length: 4}, {Lanes: 1, Memory: 9, Passes: 2, Length: 64},
		{Lanes: 3, Memory: 100, Passes: 3, Length: 65}, {Lanes: 2, Memory: 2048, Passes: 2, Length: 96},
		{Lanes: 1, Memory: 1031, Passes: 1, Length: 200},
	} {
		p.Password, p.Salt = password, salt
		want := xargon2.IDKey(password, salt, p.Passes, p.Memory, uint8(p.Lanes), p.Length)
		if got := Key(ID, p); !bytes.Equal(got, want) {
			t.Errorf("%+v: got %x, want %x", p, got, want)
		}
		want = xargon2.Key(password, salt, p.Passes, p.Memory, uint8(p.Lanes), p.Length)
		if got := Key(I, p); !bytes.Equal(got, want) {
			t.Errorf("%+v: got %x, want %x", p, got, want)
		}
	}
}
