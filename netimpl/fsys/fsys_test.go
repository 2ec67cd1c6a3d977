package fsys

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestReadWriteStat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	fd, err := Open(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer Close(fd)
	if n, err := Write(fd, []byte("hello"), -1); n != 5 || err != nil {
		t.Fatal(n, err)
	}
	b := make([]byte, 8)
	if n, err := Read(fd, b, 1); n != 4 || err != nil || string(b[:n]) != "ello" {
		t.Fatal(n, err, b)
	}
	if n, err := Read(fd, b, -1); n != 0 || err != nil {
		t.Fatal("not the end:", n, err)
	}
	info, err := Stat(path)
	if err != nil || info.Size != 5 || !info.IsRegular() || info.IsDir() || TypeOf(&info) != EntryFile {
		t.Fatalf("%+v %v", info, err)
	}
	if err := Utimes(path, Time{1, 0}, Time{2, 500_000_000}, true); err != nil {
		t.Fatal(err)
	}
	if info, err = Stat(path); err != nil || info.Mtime != (Time{2, 500_000_000}) {
		t.Fatalf("%+v %v", info.Mtime, err)
	}
}

func TestCopyFile(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	if err := os.WriteFile(from, []byte("x"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := CopyFile(from, to, 0); err != nil {
		t.Fatal(err)
	}
	if err := CopyFile(from, to, CopyExcl); !os.IsExist(err) {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != "x" {
		t.Fatal(string(b), err)
	}
}

func TestReaddir(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		if err := Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Readdir(dir)
	if err != nil || len(list) != 2 || list[0].Type != EntryDir {
		t.Fatal(list, err)
	}
}

// await fails the test unless an event for which ok is true comes soon.
func await(t *testing.T, events <-chan Event, ok func(Event) bool) {
	t.Helper()
	deadline := time.After(5 * time.Second)
	for {
		select {
		case e := <-events:
			if ok(e) {
				return
			}
		case <-deadline:
			t.Fatal("no such event")
		}
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	events := make(chan Event, 100)
	w, err := Watch(dir, func(e Event) { events <- e })
	if err != nil {
		t.Skip("no watching here:", err)
	}
	path := filepath.Join(dir, "f")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	await(t, events, func(e Event) bool { return e == Event{true, "f"} })
	await(t, events, func(e Event) bool { return e == Event{false, "f"} })
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	await(t, events, func(e Event) bool { return e == Event{true, "f"} })
	w.Close()
	w.Close()
}
