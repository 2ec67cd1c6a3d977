//go:build unix

package memory

import "syscall"

// canAllocate asks the system for n bytes and gives them back.
func canAllocate(n int) bool {
	b, err := syscall.Mmap(-1, 0, n, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return false
	}
	return syscall.Munmap(b) == nil
}
