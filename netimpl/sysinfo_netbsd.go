package netimpl

const (
	totalMemorySysctl = "hw.physmem64"
	freePagesSysctl   = ""
)
