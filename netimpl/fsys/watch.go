package fsys

// Event is a change that a Watcher tells of.
type Event struct {
	Rename bool   // a name came or went; otherwise a file changed
	Name   string // in the folder that is watched, or the watched file's own
}

// Watcher tells of changes of one file, or of a folder and the files in it.
type Watcher struct {
	path    string
	changed func(Event)
	key     int // of the platform
}
