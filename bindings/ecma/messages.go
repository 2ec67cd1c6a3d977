package ecma

func (r *Realm) translate(class, message string) string { return message }
