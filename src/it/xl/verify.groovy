def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 4
['hello-notes.xen', 'hello-oldstyle.xen'].eachWithIndex { guest, run ->
  has(runs[run], "Booting: xl with ")
  has(runs[run], 'The bridges [xenbr0] are made for this boot and lead nowhere.')
  has(runs[run], 'the guest powered off by itself, and all 2 expected lines came')

  def xl = new File(basedir, "target/it's-${guest}.xl").readLines()
  assert xl.contains("name = 'it\\'s-$guest'".toString())
  assert xl.any { it ==~ /kernel = '\/.*${guest}'/ }
  assert xl.contains("type = 'pv'") && xl.contains('memory = 64')
  assert xl.contains('extra = \'a=\\\'b\\\' c="d  e" \\\\f\'')
  assert xl.any { it ==~ /disk = \[ 'format=raw, vdev=xvdb, access=rw, target=\/.*\/it\\'s-${guest}-data.raw' \]/ }
  assert xl.contains("vif = [ 'bridge=xenbr0' ]")

  def template = new File(basedir, "target/it's-${guest}.xl.in").text
  ["name = '@NAME@'", "kernel = '@KERNEL@'", 'memory = @MEMORY@', "vif = [ 'bridge=@NETWORK:0@' ]",
   "disk = [ 'format=raw, vdev=xvdb, access=rw, target=@BLOCK:it's-${guest}-data.raw@' ]".toString()].each { has(template, it) }
  has(new File(basedir, "target/it's-${guest}_libvirt.xml").text, "<type arch='x86_64' machine='xenpv'>linux</type>")
}
has(runs[2], '<modules> has 2 files, and xl hands one over')
has(runs[3], "<menu> is $basedir/pom.xml, and xl starts a kernel without the disk and its menu")

def output = new File(basedir, 'target/ec2-unikernel/xl')
assert new File(output, 'console.log').readLines().contains('READY')
has(new File(output, 'TEST-boot.xml').text, 'failures="0"')
// What xl itself made of the configuration.
def parsed = new File(output, 'machine.log').text
has(parsed, '"bridge": "xenbr0"')
has(parsed, "it's-hello-oldstyle.xen-data.raw\"")
