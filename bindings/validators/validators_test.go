package validators_test

import (
	"strings"
	"testing"

	"gonet/bindings/env"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/validators"
)

func TestChecks(t *testing.T) {
	w := envtest.New(t, map[string]env.Loader{"internal/validators": validators.Module})
	w.Run(`
		const v = require('internal/validators');
		const tell = (f) => { try { log('ok', String(f())); } catch (e) { log(e.code, e.message); } };
		tell(() => v.validateInteger(1.5, 'n'));
		tell(() => v.validateInteger(5, 'n', 0, 4));
		tell(() => v.validateNumber(NaN, 'n', 0));
		tell(() => v.validateObject([], 'o'));
		tell(() => v.validateObject([], 'o', v.kValidateObjectAllowArray));
		tell(() => v.validateObject(null, 'o', v.kValidateObjectAllowObjectsAndNull));
		tell(() => v.validateOneOf('c', 'x', ['a', 1]));
		tell(() => v.validateFunction({}, 'f'));
		tell(() => v.validateAbortSignal(undefined, 's'));
		tell(() => v.validatePort('80'));
		tell(() => v.validateStringArray(['a', 1], 'list'));
	`)
	want := `ERR_OUT_OF_RANGE The value of "n" is out of range. It must be an integer. Received 1.5
ERR_OUT_OF_RANGE The value of "n" is out of range. It must be >= 0 && <= 4. Received 5
ERR_OUT_OF_RANGE The value of "n" is out of range. It must be >= 0. Received NaN
ERR_INVALID_ARG_TYPE The "o" argument must be of type object. Received an instance of Array
ok undefined
ok undefined
ERR_INVALID_ARG_VALUE The argument 'x' must be one of: 'a', 1. Received c
ERR_INVALID_ARG_TYPE The "f" argument must be of type function. Received an instance of Object
ok undefined
ok 80
ERR_INVALID_ARG_TYPE The "list[1]" argument must be of type string. Received type number (1)`
	if got := strings.Join(w.Log, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
