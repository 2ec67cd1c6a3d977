package errs

import (
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Errno makes the error of a failed system call without an endpoint, such as
// "read ECONNRESET"; original, if not empty, follows the code. errno is the
// negative number that Node reports.
func Errno(e *env.Env, errno int, syscall, original string) *goja.Object {
	code := errnoName(errno)
	message := syscall + " " + code
	if original != "" {
		message += " " + original
	}
	o := Error(e, message)
	o.Set("errno", errno)
	o.Set("code", code)
	o.Set("syscall", syscall)
	return o
}

// HostPort makes the error of a failed connect or bind: "connect ECONNREFUSED
// 127.0.0.1:1". address may also be a path; a port of zero is left out;
// additional, if not empty, describes the local end.
func HostPort(e *env.Env, errno int, syscall, address string, port int, additional string) *goja.Object {
	message := syscall + " " + errnoName(errno) + endpoint(address, port)
	if additional != "" {
		message += " - Local (" + additional + ")"
	}
	o := Error(e, message)
	o.Set("errno", errno)
	o.Set("code", errnoName(errno))
	o.Set("syscall", syscall)
	setEndpoint(o, address, port)
	return o
}

// UVHostPort makes the error of a failed listen, which has the system's text
// too: "listen EADDRINUSE: address already in use 127.0.0.1:8000".
func UVHostPort(e *env.Env, errno int, syscall, address string, port int) *goja.Object {
	code, text := errnoTexts(errno)
	o := Error(e, syscall+" "+code+": "+text+endpoint(address, port))
	o.Set("code", code)
	o.Set("errno", errno)
	o.Set("syscall", syscall)
	setEndpoint(o, address, port)
	return o
}

// UV makes the error of a failed file system call: "ENOENT: no such file or
// directory, open 'x'". message replaces the system's text; message, path and
// dest may be empty.
func UV(e *env.Env, errno int, syscall, message, path, dest string) *goja.Object {
	code, text := errnoTexts(errno)
	if message != "" {
		text = message
	}
	text = code + ": " + text + ", " + syscall
	if path != "" {
		text += " '" + path + "'"
	}
	if dest != "" {
		text += " -> '" + dest + "'"
	}
	o := Error(e, text)
	o.Set("errno", errno)
	o.Set("code", code)
	o.Set("syscall", syscall)
	if path != "" {
		o.Set("path", path)
	}
	if dest != "" {
		o.Set("dest", dest)
	}
	return o
}

// DNS makes the error of a failed resolution: "getaddrinfo ENOTFOUND host".
// code is libuv's negative number, or c-ares' name.
func DNS(e *env.Env, code any, syscall, hostname string) *goja.Object {
	name, ok := code.(string)
	number, isNumber := code.(int)
	if !ok {
		name = dnsName(number)
	}
	message := syscall + " " + name
	if hostname != "" {
		message += " " + hostname
	}
	o := Error(e, message)
	if isNumber {
		o.Set("errno", number)
	} else {
		o.Set("errno", goja.Undefined())
	}
	o.Set("code", name)
	o.Set("syscall", syscall)
	if hostname != "" {
		o.Set("hostname", hostname)
	}
	return o
}

// dnsName is the code for a resolver's number. ENOTFOUND is Node's own name
// for "no such host".
func dnsName(number int) string {
	switch name := errnoName(number); name {
	case "EAI_NODATA", "EAI_NONAME":
		return "ENOTFOUND"
	default:
		return name
	}
}

func errnoName(errno int) string {
	name, _ := errnoTexts(errno)
	return name
}

func errnoTexts(errno int) (name, text string) {
	if s, ok := netimpl.SystemErrorByNumber(errno); ok {
		return s.Name, s.Message
	}
	return "Unknown system error " + strconv.Itoa(errno), "unknown error"
}

func endpoint(address string, port int) string {
	switch {
	case port > 0:
		return " " + address + ":" + strconv.Itoa(port)
	case address != "":
		return " " + address
	}
	return ""
}

func setEndpoint(o *goja.Object, address string, port int) {
	if address == "" {
		o.Set("address", goja.Undefined())
	} else {
		o.Set("address", address)
	}
	if port != 0 {
		o.Set("port", port)
	}
}

// FileSystem makes the error of a failed file system call of package os.
func FileSystem(e *env.Env, err error, syscall, path string) *goja.Object {
	return UV(e, netimpl.ErrNumber(netimpl.AsErrno(err)), syscall, "", path, "")
}

// System makes the ERR_SYSTEM_ERROR of a call that has failed for a reason of
// the system's: "A system error occurred: uv_os_gethostname returned EPERM
// (operation not permitted)".
func System(e *env.Env, errno int, syscall string) *goja.Object {
	return systemError(e, "ERR_SYSTEM_ERROR", "A system error occurred", errno, syscall)
}

// SocketBufferSize makes the error of a size of a socket's buffers that could
// not be read or changed.
func SocketBufferSize(e *env.Env, errno int, syscall string) *goja.Object {
	return systemError(e, "ERR_SOCKET_BUFFER_SIZE", "Could not get or set buffer size", errno, syscall)
}

func systemError(e *env.Env, ownCode, message string, errno int, syscall string) *goja.Object {
	code, text := errnoTexts(errno)
	o := makeError(e, plain, ownCode, message+": "+syscall+" returned "+code+" ("+text+")")
	o.Set("name", "SystemError")
	info := e.VM.NewObject()
	info.Set("errno", errno)
	info.Set("code", code)
	info.Set("message", text)
	info.Set("syscall", syscall)
	o.Set("info", info)
	o.Set("errno", errno)
	o.Set("syscall", syscall)
	return o
}
