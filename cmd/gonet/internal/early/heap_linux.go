package early

import (
	"syscall"
	"unsafe"
)

const (
	hugePage     = 2 << 20
	madvHugePage = 14 // MADV_HUGEPAGE
)

// init asks the kernel for a huge page where the heap is about to grow. Go
// takes memory from the system 4 MB at a time, of which a script's start
// touches more than half, page after page: each is a fault that costs between
// a quarter of a microsecond and, in some virtual machines, 13. It is a hint
// only; if it comes too late, or the kernel has no huge page, nothing changes.
func init() {
	block := (heapAddress() + hugePage - 1) &^ (hugePage - 1)
	syscall.RawSyscall(syscall.SYS_MADVISE, block, hugePage, madvHugePage)
}

// heapAddress returns where objects are allocated now.
func heapAddress() uintptr {
	probe = new(byte)
	return uintptr(unsafe.Pointer(probe))
}

// probe is a variable so that what it points to is allocated on the heap.
var probe *byte
