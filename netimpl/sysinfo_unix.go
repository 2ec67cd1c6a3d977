//go:build unix

package netimpl

import "golang.org/x/sys/unix"

// SystemUname names the operating system.
func SystemUname() (Uname, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return Uname{}, sysinfoError("uv_os_uname", err)
	}
	return Uname{
		System:  unix.ByteSliceToString(u.Sysname[:]),
		Release: unix.ByteSliceToString(u.Release[:]),
		Version: unix.ByteSliceToString(u.Version[:]),
		Machine: unix.ByteSliceToString(u.Machine[:]),
	}, nil
}
