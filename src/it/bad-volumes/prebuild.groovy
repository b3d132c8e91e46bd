// More than the size of the second invocation holds.
new File(basedir, 'site/large.bin').bytes = new byte[2 << 20]
return true
