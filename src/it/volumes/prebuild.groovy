def bytes = new byte[1234567]
new Random(1).nextBytes(bytes)
new File(basedir, 'ready.img').bytes = bytes
return true
