package netimpl

// abortStatus is 128 and the number of SIGABRT.
const abortStatus = 128 + 6
