def console = new File(basedir, 'target/ec2-unikernel/console.log').readLines()
['data/first.bin', 'second.bin'].eachWithIndex { name, index ->
  def bytes = new File(basedir, name).bytes
  def wanted = "module $index: ${bytes.length} bytes sha256=${bytes.digest('SHA-256')}"
  assert console.any { it.startsWith(wanted) }
}
return true
