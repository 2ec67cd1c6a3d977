package fsys

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// inotify is the process's one instance of inotify: a user may have few. Each
// inode has one descriptor in it, which several watchers may share.
var inotify struct {
	sync.Mutex
	file     *os.File
	watchers map[int][]*Watcher // by watch descriptor
}

// The changes that libuv asks for (uv_fs_event_start, linux.c).
const (
	changeMask = unix.IN_ATTRIB | unix.IN_MODIFY
	watchMask  = changeMask | unix.IN_CREATE | unix.IN_DELETE | unix.IN_DELETE_SELF | unix.IN_MOVE_SELF |
		unix.IN_MOVED_FROM | unix.IN_MOVED_TO
)

// Watch begins to watch path. changed is called on a goroutine of its own, one
// call at a time, and may be called once more while Close runs.
func Watch(path string, changed func(Event)) (*Watcher, error) {
	inotify.Lock()
	defer inotify.Unlock()
	if inotify.file == nil {
		fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
		if err != nil {
			return nil, err
		}
		inotify.file = os.NewFile(uintptr(fd), "inotify")
		inotify.watchers = make(map[int][]*Watcher)
		go readInotify(inotify.file)
	}
	conn, err := inotify.file.SyscallConn()
	if err != nil {
		return nil, err
	}
	w := &Watcher{path: path, changed: changed}
	var added error
	if err := conn.Control(func(fd uintptr) { w.key, added = unix.InotifyAddWatch(int(fd), path, watchMask) }); err != nil {
		return nil, err
	}
	if added != nil {
		return nil, added
	}
	inotify.watchers[w.key] = append(inotify.watchers[w.key], w)
	return w, nil
}

// Close ends the watching. Closing twice is harmless.
func (w *Watcher) Close() {
	inotify.Lock()
	defer inotify.Unlock()
	list := inotify.watchers[w.key]
	left := slices.DeleteFunc(slices.Clone(list), func(other *Watcher) bool { return other == w })
	if len(left) == len(list) {
		return
	}
	if len(left) > 0 {
		inotify.watchers[w.key] = left
		return
	}
	delete(inotify.watchers, w.key)
	if conn, err := inotify.file.SyscallConn(); err == nil {
		// The watch is gone already if the file is.
		_ = conn.Control(func(fd uintptr) { _, _ = unix.InotifyRmWatch(int(fd), uint32(w.key)) })
	}
}

// readInotify hands out events for as long as the process lives.
func readInotify(file *os.File) {
	buffer := make([]byte, 64*1024)
	for {
		n, err := file.Read(buffer)
		if err != nil {
			return
		}
		for b := buffer[:n]; len(b) >= unix.SizeofInotifyEvent; {
			key := int(int32(binary.NativeEndian.Uint32(b)))
			mask := binary.NativeEndian.Uint32(b[4:])
			size := int(binary.NativeEndian.Uint32(b[12:]))
			name := strings.TrimRight(string(b[unix.SizeofInotifyEvent:unix.SizeofInotifyEvent+size]), "\x00")
			b = b[unix.SizeofInotifyEvent+size:]
			tell(key, mask, name)
		}
	}
}

func tell(key int, mask uint32, name string) {
	inotify.Lock()
	list := inotify.watchers[key]
	if mask&unix.IN_IGNORED != 0 {
		delete(inotify.watchers, key)
	}
	inotify.Unlock()
	for _, w := range list {
		e := Event{Name: name}
		if name == "" {
			e.Name = filepath.Base(w.path)
		}
		if mask&changeMask != 0 {
			w.changed(e)
		}
		if mask&watchMask&^uint32(changeMask) != 0 {
			e.Rename = true
			w.changed(e)
		}
	}
}
