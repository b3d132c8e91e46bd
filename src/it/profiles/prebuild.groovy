def bytes = new byte[5000]
new Random(1).nextBytes(bytes)
new File(basedir, 'data.bin').bytes = bytes
return true
