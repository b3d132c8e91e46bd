// What the message of each invocation has.
def expected = [
  ["<source> of the volume 'site' is $basedir/gone, which is no file there is. Correct the path"],
  ["'config'", 'needs', '<size>'],
  ["would be one device: <device> is 'xvdb' and 'sdb'. Give each volume a <device> with a letter of its own"],
  ["<device> is 'xvda', which EC2 does not give to a volume beside the root disk. Give /dev/xvdb to /dev/xvdp"],
]

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == expected.size()
runs.eachWithIndex { run, index ->
  def message = run.readLines().find { it.startsWith('[ERROR] Failed to execute goal') }
  expected[index].each { wanted -> assert message.contains(wanted), "invocation ${index + 1}: $wanted" }
}
return true
