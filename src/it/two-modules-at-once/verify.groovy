def has = { String text, String wanted -> assert text.contains(wanted), wanted }
def hasNot = { String text, String unwanted -> assert !text.contains(unwanted), unwanted }

def log = new File(basedir, 'build.log').text
has(log, 'Using the MultiThreadedBuilder implementation with a thread count of 2')
hasNot(log, 'not marked @threadSafe')
// A boot may start cold with a warning where another build just wrote what it wanted to start from.
assert log.readLines().findAll { it.startsWith('[WARNING]') && !it.contains('not started warm') } == []

def disks = ['one', 'two'].collect { name ->
  def output = new File(basedir, "$name/target")
  assert new File(output, 'ec2-unikernel/console.log').readLines().last() == 'READY'
  assert new File(output, 'ec2-unikernel/TEST-boot.xml').text.contains("name=\"$name-1.0\"")
  new File(output, "$name-1.0.raw").bytes
}
assert disks[0] == disks[1]
