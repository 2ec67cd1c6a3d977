//go:build linux || darwin || freebsd || windows

package netimpl

import (
	"encoding/binary"
	"net/netip"
	"unsafe"
)

const (
	sizeofSockaddrStorage = 128
	offsetofIn6Addr       = 8 // in a struct sockaddr_in6
)

// groupSourceRequest makes a struct group_source_req of RFC 3678: the index of
// an interface and two struct sockaddr_storage, which begin with family, aligned
// as a pointer is.
func groupSourceRequest(family [2]byte, group, source netip.Addr, scope uint32) []byte {
	const align = int(unsafe.Sizeof(uintptr(0)))
	request := make([]byte, align+2*sizeofSockaddrStorage)
	binary.NativeEndian.PutUint32(request, scope)
	for i, addr := range []netip.Addr{group, source} {
		at := request[align+i*sizeofSockaddrStorage:]
		copy(at, family[:])
		copy(at[offsetofIn6Addr:], addr.AsSlice())
	}
	return request
}
