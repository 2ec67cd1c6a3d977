// Package transforms keeps on disk what files have been rewritten to, so that
// esbuild sees each text once.
//
// An entry is a file named by the hash of everything that decides what is in
// it. It begins with the hash of what follows; one that does not fit, because a
// disk or a person has changed it, is as good as none. A new entry is written
// aside and renamed into place, so that processes that write the same one at a
// time do each other no harm. Entries of another build of gonet lie in another
// folder. When the folder holds more than MaxBytes, the oldest entries are
// deleted.
package transforms

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"time"
)

// MaxBytes is what the entries of a cache may take; half of it is left after
// old ones have been deleted.
const MaxBytes = 64 << 20

// pruneEvery is how many bytes a process writes before it looks how much there
// is in all.
const pruneEvery = 4 << 20

// Cache is a folder of entries. It is safe for concurrent use.
type Cache struct {
	dir string

	mu      sync.Mutex
	written int  // bytes since the last look at the whole
	looked  bool // the whole has been looked at
	broken  bool // the folder cannot be written
}

// New makes a cache in dir, which is made when the first entry is written.
func New(dir string) *Cache { return &Cache{dir: filepath.Join(dir, "transforms", build())} }

// Dir is the folder that holds the entries of this build.
func (c *Cache) Dir() string { return c.dir }

// build names this build of gonet: its revision, or the binary itself if that
// has none or differs from it; and the version of esbuild.
var build = sync.OnceValue(func() string {
	sum := sha256.New()
	modified := true
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintln(sum, info.Main.Version, info.GoVersion)
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				fmt.Fprintln(sum, s.Value)
			case "vcs.modified":
				modified = s.Value != "false"
			}
		}
		for _, m := range info.Deps {
			if m.Path == "github.com/evanw/esbuild" {
				fmt.Fprintln(sum, m.Version, m.Sum)
			}
		}
	}
	if exec, err := os.Executable(); err == nil && modified {
		if info, err := os.Stat(exec); err == nil {
			fmt.Fprintln(sum, info.Size(), info.ModTime().UnixNano())
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
})

func (c *Cache) path(key [sha256.Size]byte) string {
	name := hex.EncodeToString(key[:])
	return filepath.Join(c.dir, name[:2], name[2:])
}

// Get returns the entry of key, which the caller must not change.
func (c *Cache) Get(key [sha256.Size]byte) ([]byte, bool) {
	data, err := os.ReadFile(c.path(key))
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	sum := sha256.Sum256(data[sha256.Size:])
	return data[sha256.Size:], bytes.Equal(sum[:], data[:sha256.Size])
}

// Put keeps an entry. That it cannot be kept does not matter to the caller.
func (c *Cache) Put(key [sha256.Size]byte, entry []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.broken {
		return
	}
	if err := write(c.path(key), entry); err != nil {
		c.broken = true
		return
	}
	if c.written += len(entry); c.written > pruneEvery || !c.looked {
		c.written, c.looked = 0, true
		c.prune()
	}
}

// Check makes the folder and reports whether entries can be written to it.
func (c *Cache) Check() error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.dir, ".new-*")
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

func write(path string, entry []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(entry)
	_, err = f.Write(append(sum[:], entry...))
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// prune deletes the oldest entries, those of other builds among them, if there
// are too many bytes of them.
func (c *Cache) prune() {
	type file struct {
		path string
		size int64
		time time.Time
	}
	var files []file
	var total int64
	// What cannot be read now is not counted: another process has deleted it.
	_ = filepath.WalkDir(filepath.Dir(c.dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		if info, err := entry.Info(); err == nil {
			files = append(files, file{path, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	if total <= MaxBytes {
		return
	}
	slices.SortFunc(files, func(a, b file) int { return a.time.Compare(b.time) })
	for _, f := range files {
		if total <= MaxBytes/2 {
			return
		}
		if os.Remove(f.path) == nil {
			total -= f.size
		}
	}
}
