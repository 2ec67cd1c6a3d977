package runtime

import (
	"slices"
	"strings"
	"testing"
)

const echoSource = `
	const net = require('node:net');
	const server = net.createServer((socket) => socket.on('data', (chunk) => socket.write(chunk)).on('end', () => socket.end()));
	server.listen(0, '127.0.0.1', () => {
		const client = net.connect(server.address().port, '127.0.0.1', () => client.write('hello'));
		client.on('data', () => client.end()).on('close', () => server.close());
	});`

// A module costs nothing before it is required: an echo server and its client
// load what net is made of, and no JavaScript at all.
func TestEchoLoadsFewModules(t *testing.T) {
	r, err := New(t.Context(), NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close(t.Context())
	if err := r.RunScript(t.Context(), "echo.js", echoSource); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"buffer", "events", "internal/binding/modules", "internal/binding/vm", "module", "net", "process", "stream",
		"timers",
	}
	loaded := r.env.Loaded()
	slices.Sort(loaded)
	for _, name := range loaded {
		if !slices.Contains(want, name) {
			t.Errorf("%s is loaded, of %s", name, strings.Join(loaded, ", "))
		}
	}
}
