package fsys

import (
	"io"
	"os"
)

// Dir is an open folder.
type Dir struct{ file *os.File }

// OpenDir opens a folder for reading.
func OpenDir(path string) (*Dir, error) {
	f, err := openDir(path)
	if err != nil {
		return nil, err
	}
	return &Dir{f}, nil
}

// Next returns the next entries, at most n of them, or all that are left if n is
// negative; without "." and "..", in the order in which the system gives them.
// After the last there are none.
func (d *Dir) Next(n int) ([]Entry, error) {
	found, err := d.file.ReadDir(n)
	if err == io.EOF {
		return nil, nil
	}
	list := make([]Entry, len(found))
	for i, entry := range found {
		list[i] = Entry{entry.Name(), typeOf(entry.Type())}
	}
	return list, err
}

// Close closes the folder.
func (d *Dir) Close() error { return d.file.Close() }

// Readdir returns all entries of a folder.
func Readdir(path string) ([]Entry, error) {
	d, err := OpenDir(path)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Next(-1)
}
