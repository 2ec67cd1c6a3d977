package netimpl

import "golang.org/x/sys/windows"

// GuessHandle says which kind of handle serves fd, one of the three standard
// descriptors: others are numbers of the C runtime, which Go does not use.
func GuessHandle(fd int) DescriptorKind {
	standard := []uint32{windows.STD_INPUT_HANDLE, windows.STD_OUTPUT_HANDLE, windows.STD_ERROR_HANDLE}
	if fd < 0 || fd >= len(standard) {
		return DescriptorUnknown
	}
	h, err := windows.GetStdHandle(standard[fd])
	if err != nil {
		return DescriptorUnknown
	}
	kind, err := windows.GetFileType(h)
	if err != nil {
		return DescriptorUnknown
	}
	switch kind {
	case windows.FILE_TYPE_CHAR:
		var mode uint32
		if windows.GetConsoleMode(h, &mode) == nil {
			return DescriptorTTY
		}
		return DescriptorFile
	case windows.FILE_TYPE_PIPE:
		return DescriptorPipe
	case windows.FILE_TYPE_DISK:
		return DescriptorFile
	}
	return DescriptorUnknown
}
