package netimpl

const (
	totalMemorySysctl = "hw.physmem"
	freePagesSysctl   = "vm.stats.vm.v_free_count"
)
