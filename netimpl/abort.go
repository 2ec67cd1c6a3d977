package netimpl

// signalStatus and the number of a signal are the status that a shell shows for
// a process that the signal has ended.
const signalStatus = 128
