import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def matches = { String text, String regex -> assert text =~ regex, regex }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)*.readLines()
assert runs.size() == 2

def ami = runs.collect { lines ->
  ['Booting: pvgrub, 128 MiB, 1 vcpu, Xen in QEMU',
   'guest | magic: xen-3.0-x86_64',
   'guest | cmdline: greeting=hi',
   'guest | READY',
   'the guest powered off by itself, and all 2 expected lines came'].each { wanted ->
    assert lines.any { it.contains(wanted) }
  }
  // The goal's lines end where Maven's summary begins.
  def deploy = lines.drop(lines.findIndexOf { it.contains(':deploy (default-deploy)') } + 1)
  def said = deploy.takeWhile { !it.contains('-----') }
  assert said.last() ==~ /\[INFO\] ami-[0-9a-f]{17}/
  said.last() - '[INFO] '
}
assert ami[0] == ami[1]

def (first, second) = runs*.join('\n')
matches(first, /PV-GRUB: pv-grub-hd0_[0-9.]+-x86_64\.gz \(aki-/)
matches(first, /To send: \d+ of 4 blocks/)
matches(first, /Snapshot: snap-[0-9a-f]{17} is complete/)
matches(second, /AMI: hello-pv-1\.0-\w+ has this content already; nothing is sent/)
assert !(second =~ /Sent:|Snapshot:/), 'something was sent'

def output = new File(basedir, 'target/ec2-unikernel')
def state = new JsonSlurper().parse(new File(output, 'state.json'))
assert state.phase == 'PUBLISHED'
assert state.reused && state.disks[0].blocksSent == 0
assert state.imageId == ami[0]
assert state.disks[0].snapshotId ==~ /snap-[0-9a-f]{17}/
assert state.place.region == 'us-west-2'

def suite = new XmlSlurper().parse(new File(output, 'TEST-boot.xml'))
assert suite.@tests == '1' && suite.@failures == '0' && suite.@errors == '0' && suite.@skipped == '0'
assert suite.testcase.@name == 'hello-pv-1.0'
assert suite.testcase.'system-out'.text().contains('READY')
assert new File(output, 'console.log').readLines().contains('cmdline: greeting=hi')

def disk = new File(basedir, 'target/hello-pv-1.0.raw')
assert disk.length() == 2 << 20
assert new File(localRepositoryPath, 'com/example/hello-pv/1.0/hello-pv-1.0.raw').bytes == disk.bytes
