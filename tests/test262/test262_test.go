package test262

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gonet "gonet/runtime"
)

// limit is how long one test may take.
const limit = time.Minute

// unsupported are features whose tests do not run: proposals that Node 26 has
// not, and what one realm on one engine cannot have.
var unsupported = []string{
	"ShadowRealm", "decorators", "source-phase-imports", "import-defer", "export-defer", "import-text", "import-bytes",
	"immutable-arraybuffer", "IsHTMLDDA", "cross-realm", "host-gc-required", "tail-call-optimization",
	"await-dictionary", "joint-iteration", "Atomics.pause", "nonextensible-applies-to-private",
}

// Test262 runs the tests of the checkout that the variable TEST262 names, each
// in a runtime of its own and once, in strict mode only if it says so. It
// prints how many pass in each folder. TEST262_FOLDERS are the folders to run,
// with blanks between; TEST262_SAMPLE=n runs one test of n; TEST262_FAILURES
// is the file to write the names of failing tests to, with what they said.
// Failing tests are no failure of Test262: it measures.
func Test262(t *testing.T) {
	root := os.Getenv("TEST262")
	if root == "" {
		t.Skip("TEST262 names no checkout of test262")
	}
	s := &suite{root: root, rows: make(map[string]*row)}
	folders := strings.Fields(cmp.Or(os.Getenv("TEST262_FOLDERS"), "language built-ins intl402"))
	names := s.find(t, folders)
	var work sync.WaitGroup
	next := make(chan string)
	for range 2 {
		work.Go(func() {
			for name := range next {
				s.count(name)
			}
		})
	}
	for _, name := range names {
		next <- name
	}
	close(next)
	work.Wait()
	s.report(t)
}

type suite struct {
	root     string
	mu       sync.Mutex
	rows     map[string]*row
	failures []string
	helpers  sync.Map // name -> text
}

type row struct{ passed, run, skipped int }

// find returns the tests in folders, or the sample of them.
func (s *suite) find(t *testing.T, folders []string) (names []string) {
	sample, _ := strconv.Atoi(os.Getenv("TEST262_SAMPLE"))
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(s.root, "test", folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".js") || strings.Contains(path, "_FIXTURE") {
				return err
			}
			name, err := filepath.Rel(s.root, path)
			hash := fnv.New32()
			hash.Write([]byte(name))
			if sample < 2 || int(hash.Sum32())%sample == 0 {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// count runs a test and counts it in the row of its folder.
func (s *suite) count(name string) {
	source, err := os.ReadFile(filepath.Join(s.root, name))
	if err != nil {
		panic(err)
	}
	m := parseMeta(string(source))
	skip := slices.ContainsFunc(m.features, func(f string) bool { return slices.Contains(unsupported, f) }) ||
		slices.Contains(m.flags, "CanBlockIsFalse")
	complaint := ""
	if !skip {
		complaint = s.run(name, string(source), m)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	parts := strings.Split(filepath.ToSlash(name), "/")
	folder := strings.Join(parts[1:min(len(parts)-1, 3)], "/")
	r := s.rows[folder]
	if r == nil {
		r = new(row)
		s.rows[folder] = r
	}
	switch {
	case skip:
		r.skipped++
		return
	case complaint == "":
		r.passed++
	default:
		s.failures = append(s.failures, name+"\t"+strings.ReplaceAll(complaint, "\n", "\\n"))
	}
	r.run++
}

// run runs a test and returns what is wrong, or "".
func (s *suite) run(name, source string, m meta) (complaint string) {
	defer func() {
		if r := recover(); r != nil {
			complaint = fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var output bytes.Buffer
	path := filepath.Join(s.root, name)
	config := gonet.NewConfig().WithDir(filepath.Dir(path)).WithStdout(&output).WithStderr(&output).WithScript(path)
	module := slices.Contains(m.flags, "module")
	if module {
		config = config.WithOption("experimental-default-type", "module")
	}
	rt, err := gonet.New(ctx, config)
	if err != nil {
		return err.Error()
	}
	defer rt.Close(ctx)
	if !slices.Contains(m.flags, "raw") {
		if err := rt.Eval(ctx, "harness", hostSource+s.harness(m), false); err != nil {
			return "harness: " + err.Error() + output.String()
		}
	}
	switch {
	case module:
		err = rt.Run(ctx)
	case slices.Contains(m.flags, "onlyStrict"):
		err = rt.Eval(ctx, path, "'use strict';"+source, false)
	default:
		err = rt.Eval(ctx, path, source, false)
	}
	return verdict(m, err, output.String())
}

func verdict(m meta, err error, output string) string {
	switch {
	case m.negative && err == nil:
		return "no " + m.errorType
	case m.negative:
		if strings.Contains(output, m.errorType) {
			return ""
		}
		return err.Error() + ": " + output
	case err != nil:
		return err.Error() + ": " + output
	case slices.Contains(m.flags, "async") && !strings.Contains(output, "Test262:AsyncTestComplete"):
		return "not done: " + output
	}
	return ""
}

// harness is the text of the helpers that a test includes.
func (s *suite) harness(m meta) string {
	names := append([]string{"assert.js", "sta.js"}, m.includes...)
	if slices.Contains(m.flags, "async") {
		names = append(names, "doneprintHandle.js")
	}
	var b strings.Builder
	for _, name := range names {
		text, ok := s.helpers.Load(name)
		if !ok {
			data, err := os.ReadFile(filepath.Join(s.root, "harness", name))
			if err != nil {
				panic(err)
			}
			text, _ = s.helpers.LoadOrStore(name, string(data))
		}
		b.WriteString(text.(string))
		b.WriteString("\n")
	}
	return b.String()
}

func (s *suite) report(t *testing.T) {
	folders := make([]string, 0, len(s.rows))
	total := row{}
	for folder, r := range s.rows {
		folders = append(folders, folder)
		total.passed += r.passed
		total.run += r.run
		total.skipped += r.skipped
	}
	slices.Sort(folders)
	s.rows["all"] = &total
	for _, folder := range append(folders, "all") {
		r := s.rows[folder]
		fmt.Printf("%-50s %6d of %6d, %5.1f %% (%d not run)\n", folder, r.passed, r.run, 100*float64(r.passed)/float64(max(r.run, 1)), r.skipped)
	}
	if file := os.Getenv("TEST262_FAILURES"); file != "" {
		slices.Sort(s.failures)
		if err := os.WriteFile(file, []byte(strings.Join(s.failures, "\n")+"\n"), 0o644); err != nil {
			t.Error(err)
		}
	}
}
