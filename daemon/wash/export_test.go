package wash

// InBlocks makes a wash go in blocks of so many bytes, so that a short list has many.
func InBlocks(o Options, size int) Options {
	o.blockSize = size
	return o
}
