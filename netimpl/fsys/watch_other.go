//go:build !linux

package fsys

import "syscall"

// Watch is not there on this platform yet.
func Watch(string, func(Event)) (*Watcher, error) { return nil, syscall.ENOSYS }

// Close ends the watching.
func (w *Watcher) Close() {}
