package compile

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Cache keeps what texts have been rewritten to, by what decides it. Get may
// return only what Put was given for the same key.
type Cache interface {
	Get(key [sha256.Size]byte) ([]byte, bool)
	Put(key [sha256.Size]byte, entry []byte)
}

// cachedTransform is transform, made once for each text.
func (f *sourceFile) cachedTransform() (code string, mappings []byte, err error) {
	if f.opts.Cache == nil {
		return f.transform()
	}
	key := f.cacheKey()
	if entry, ok := f.opts.Cache.Get(key); ok {
		if code, mappings, ok := splitEntry(entry); ok {
			return code, mappings, nil
		}
	}
	if code, mappings, err = f.transform(); err == nil {
		f.opts.Cache.Put(key, joinEntry(code, mappings))
	}
	return code, mappings, err
}

// cacheKey is the hash of all that the transform depends on. The file's name
// is not among it: the source map's sources are not used.
func (f *sourceFile) cacheKey() [sha256.Size]byte {
	sum := sha256.New()
	fmt.Fprintln(sum, f.loader(), f.outputFormat(), len(f.source))
	sum.Write([]byte(f.source))
	return [sha256.Size]byte(sum.Sum(nil))
}

// An entry is the length of the code, the code, and the mappings.
func joinEntry(code string, mappings []byte) []byte {
	entry := binary.AppendUvarint(nil, uint64(len(code)))
	return append(append(entry, code...), mappings...)
}

func splitEntry(entry []byte) (code string, mappings []byte, ok bool) {
	length, n := binary.Uvarint(entry)
	if n <= 0 || length > uint64(len(entry)-n) {
		return "", nil, false
	}
	entry = entry[n:]
	return string(entry[:length]), entry[length:], true
}
