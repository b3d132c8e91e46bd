// The same files, on other days and in other places.
def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen')
['monday', 'friday/in/another/folder'].eachWithIndex { name, day ->
  def folder = new File(basedir, name)
  folder.mkdirs()
  def files = [new File(folder, 'hello.xen'), new File(folder, 'data.bin')]
  files[0].bytes = kernel.bytes
  files[1].text = 'data'
  files*.setLastModified((day + 1) * 1000000000000L)
}
return true
