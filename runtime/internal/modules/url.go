package modules

import (
	neturl "net/url"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/url"
	"gonet/runtime/internal/resolve"
)

// fileURL is the file: URL of an absolute path; other names stay as they are.
func fileURL(path string) string {
	if !filepath.IsAbs(path) {
		return path
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/x
	}
	return "file://" + url.EncodeFilePath(slashed)
}

// folderURL is the URL that names in a folder are relative to.
func folderURL(dir string) string { return strings.TrimSuffix(fileURL(dir), "/") + "/" }

// scriptURL is what imports in a script called name are relative to: the
// working directory, if that is no place.
func (l *Loader) scriptURL(name string) string {
	if !filepath.IsAbs(name) && !scheme.MatchString(name) {
		return folderURL(absolute("."))
	}
	return fileURL(name)
}

// scheme matches the beginning of an absolute URL.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+:`)

// splitFileURL takes a file: URL apart into its path, which still holds
// escapes, and its query and fragment. ok is false if it has a host.
func splitFileURL(u string) (path, suffix string, ok bool) {
	path = strings.TrimPrefix(u, "file:")
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path, suffix = path[:i], path[i:]
	}
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		host := rest
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			host, path = rest[:i], rest[i:]
		} else {
			path = "/"
		}
		if host != "" && host != "localhost" {
			return path, suffix, false
		}
	}
	return path, suffix, true
}

// pathOf is the path of a file: URL, what follows it taken off; another URL is
// its own.
func (l *Loader) pathOf(u string) string {
	if !strings.HasPrefix(u, "file:") {
		return u
	}
	path, _, ok := splitFileURL(u)
	if !ok {
		panic(errs.New(l.env, "ERR_INVALID_FILE_URL_HOST", runtime.GOOS))
	}
	if decoded, err := neturl.PathUnescape(path); err == nil {
		path = decoded
	}
	return resolve.LocalPath(path)
}

// filePath is the absolute path that a string or URL object gives.
func (l *Loader) filePath(v goja.Value) (string, bool) {
	text := v
	if o, ok := v.(*goja.Object); ok {
		if text = o.Get("href"); text == nil || goja.IsUndefined(text) {
			return "", false
		}
	}
	if !goja.IsString(text) {
		return "", false
	}
	name := text.String()
	switch {
	case filepath.IsAbs(name):
		return name, true
	case strings.HasPrefix(name, "file:"):
		return l.pathOf(name), true
	}
	return "", false
}
