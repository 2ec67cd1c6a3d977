package process

// envFoldsCase says that the names of variables are compared without case.
const envFoldsCase = true
