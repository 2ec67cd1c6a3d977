package netimpl

const (
	totalMemorySysctl = "hw.physmem"
	freePagesSysctl   = ""
)
