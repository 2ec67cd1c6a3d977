package transforms

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestCacheKeepsEntries(t *testing.T) {
	dir := t.TempDir()
	key := sha256.Sum256([]byte("a"))
	c := New(dir)
	if _, ok := c.Get(key); ok {
		t.Error("an empty cache has an entry")
	}
	c.Put(key, []byte("text"))
	if got, ok := New(dir).Get(key); !ok || string(got) != "text" {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestCacheIgnoresCorruptEntries(t *testing.T) {
	c := New(t.TempDir())
	key := sha256.Sum256([]byte("a"))
	for _, change := range []func(data []byte) []byte{
		func(data []byte) []byte { return data[:len(data)-1] },
		func(data []byte) []byte { data[len(data)-1]++; return data },
		func(data []byte) []byte { return data[:5] },
		func([]byte) []byte { return nil },
	} {
		c.Put(key, []byte("text"))
		data, err := os.ReadFile(c.path(key))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(c.path(key), change(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key); ok {
			t.Errorf("got %q of a corrupt entry", got)
		}
	}
	c.Put(key, []byte("again"))
	if got, ok := c.Get(key); !ok || string(got) != "again" {
		t.Errorf("got %q, %v after writing again", got, ok)
	}
}

func TestCacheConcurrentWriters(t *testing.T) {
	dir := t.TempDir()
	key := sha256.Sum256([]byte("a"))
	text := strings.Repeat("x", 100_000)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			c := New(dir)
			for range 20 {
				c.Put(key, []byte(text))
				if got, ok := c.Get(key); !ok || string(got) != text {
					t.Error("a reader saw part of an entry")
				}
			}
		})
	}
	group.Wait()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(New(dir).path(key)), ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestCacheDeletesOldEntries(t *testing.T) {
	c := New(t.TempDir())
	big := make([]byte, 5<<20)
	for i := range 20 {
		c.Put(sha256.Sum256(fmt.Append(nil, i)), big)
	}
	var total int64
	err := filepath.Walk(c.Dir(), func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			total += info.Size()
		}
		return err
	})
	if err != nil || total > MaxBytes+int64(len(big)) {
		t.Errorf("%d bytes are left, %v", total, err)
	}
	if _, ok := c.Get(sha256.Sum256(fmt.Append(nil, 19))); !ok {
		t.Error("the newest entry is gone")
	}
}

func TestCacheFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := New(file)
	c.Put(sha256.Sum256(nil), []byte("x"))
	if err := c.Check(); err == nil {
		t.Error("no error for a folder in a file")
	}
}
