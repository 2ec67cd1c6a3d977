package runtime

import (
	"maps"
	"strings"
)

// environmentOptions are the options that a variable of the environment turns on
// if it is 1.
var environmentOptions = map[string]string{
	"NODE_PENDING_DEPRECATION":    "pending-deprecation",
	"NODE_PRESERVE_SYMLINKS":      "preserve-symlinks",
	"NODE_PRESERVE_SYMLINKS_MAIN": "preserve-symlinks-main",
}

// inForce returns options with those that env, "NAME=value" each, turns on.
func inForce(options map[string][]string, env []string) map[string][]string {
	var all map[string][]string
	for _, line := range env {
		name, value, _ := strings.Cut(line, "=")
		option := environmentOptions[name]
		if option == "" || value != "1" {
			continue
		}
		if all == nil {
			all = make(map[string][]string, len(options)+len(environmentOptions))
			maps.Copy(all, options)
		}
		all[option] = nil
	}
	if all == nil {
		return options
	}
	return all
}
