import groovy.json.JsonSlurper

def has = { String text, String wanted -> assert text.contains(wanted), wanted }
def run = { List<String> words ->
  def process = new ProcessBuilder(words*.toString()).redirectErrorStream(true).start()
  def said = process.inputStream.text
  assert process.waitFor() == 0, said
  said
}

def target = new File(basedir, 'target')
def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 3
def (first, second, third) = runs

has(first, "Volume: $target/volumes-1.0-site.raw (/dev/xvdb, ")
has(first, "Volume: $target/volumes-1.0-config.raw (/dev/xvdf, 2 MiB)")
has(first, "Volume: $basedir/ready.img (/dev/xvdc, 1 MiB)")
has(first, "With $basedir/ready.img as /dev/xvdc, SHA-256 ${new File(basedir, 'ready.img').bytes.digest('SHA-256')}")
has(first, 'Booting: pvgrub, 256 MiB, 1 vcpu, 3 volumes, Xen in QEMU')
has(first, 'To send of volume site: ')
has(second, 'has this content already; nothing is sent')
assert !(second =~ /Sent:|Snapshot:/), 'something was sent'
has(third, 'has the content of the disk already')
has(third, 'has the content of volume site already')
has(third, 'has the content of volume ready already')
has(third, 'To send of volume config: ')

def amis = runs.collect { (it =~ /\[INFO\] (ami-[0-9a-f]{17})\n/)[0][1] }
assert amis[0] == amis[1]
assert amis[0] != amis[2]

// What Linux read from them.
def console = new File(target, 'ec2-unikernel/console.log').readLines()
['site/index.html', 'site/deep/file.txt', 'site/large.bin', 'config.json'].each {
  def digest = new File(basedir, it).bytes.digest('SHA-256')
  assert console.contains("$digest  ./${it - 'site/'}".toString()), it
}
assert console.contains("xvdc: ${new File(basedir, 'ready.img').bytes.digest('SHA-256')}  -".toString())

// What the volumes hold, as e2fsprogs sees it.
def site = new File(target, 'volumes-1.0-site.raw')
def config = new File(target, 'volumes-1.0-config.raw')
[site, config].each { run(['/sbin/e2fsck', '-fn', it.path]) }
['index.html', 'deep/file.txt'].each {
  assert run(['/sbin/debugfs', '-R', "cat /$it", site.path]).endsWith(new File(basedir, "site/$it").text)
}
assert run(['/sbin/debugfs', '-R', 'cat /config.json', config.path]).endsWith(new File(basedir, 'config.json').text)
assert config.length() == 3 << 20

// The state file names the snapshots, and these hold the volumes' bytes.
def state = new JsonSlurper().parse(new File(target, 'ec2-unikernel/state.json'))
assert state.phase == 'PUBLISHED' && state.imageId == amis[2]
assert state.disks*.name == ['', 'site', 'config', 'ready']
assert state.disks*.device == ['/dev/sda1', '/dev/xvdb', '/dev/xvdf', '/dev/xvdc']
assert state.resources.findAll { it.kind == 'SNAPSHOT' }*.id == [state.disks[2].snapshotId]
def stored = [:]
new File(basedir, 'local-ec2').eachFileRecurse { if (it.name.endsWith('.raw')) stored[it.name - '.raw'] = it }
assert stored.size() == 5 : 'the disk, three volumes, and one of them changed'
def files = [site, config, new File(basedir, 'ready.img')]
state.disks.drop(1).eachWithIndex { volume, i ->
  def snapshot = stored[volume.snapshotId]
  assert snapshot.length() == 1 << 30
  def bytes = new byte[files[i].length() as int]
  snapshot.withDataInputStream { it.readFully(bytes) }
  assert bytes == files[i].bytes, volume.name
}

// The volumes are artifacts of the project.
def repository = new File(localRepositoryPath, 'com/example/volumes/1.0')
assert new File(repository, 'volumes-1.0-site.raw').bytes == site.bytes
assert new File(repository, 'volumes-1.0-ready.raw').bytes == files[2].bytes
return true
