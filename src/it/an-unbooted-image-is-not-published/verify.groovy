def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
def disk = new File(basedir, 'target/an-unbooted-image-is-not-published-1.0.raw')
assert disk.isFile()
has(log, "$disk has not passed the boot check in this build, and is not published. " +
  'Let the goal boot run before (mvn deploy does), or set -Dunikernel.boot.skip to publish an image that nobody has seen booting.')
assert !new File(basedir, 'local-ec2').exists()
