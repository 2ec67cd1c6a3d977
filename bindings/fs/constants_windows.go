package fs

import "syscall"

// platformConstants are the flags of open on Windows.
var platformConstants = []Constant{{"O_TRUNC", syscall.O_TRUNC}, {"O_APPEND", syscall.O_APPEND}}
