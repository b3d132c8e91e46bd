def random = new Random(1)
['data/first.bin': 300001, 'second.bin': 4096].each { name, size ->
  def bytes = new byte[size]
  random.nextBytes(bytes)
  def file = new File(basedir, name)
  file.parentFile.mkdirs()
  file.bytes = bytes
}
return true
