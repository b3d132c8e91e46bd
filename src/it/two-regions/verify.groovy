import groovy.json.JsonSlurper

def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 7
def (first, second, third, fourth, fifth, sixth, seventh) = runs

// The goal's lines end where Maven's summary begins; the last one is the AMI id alone.
def last = { String run ->
  def lines = run.readLines()
  lines = lines.drop(lines.findIndexOf { it.contains(':deploy (default-deploy)') } + 1)
  lines.takeWhile { !it.contains('-----') }.last()
}
[first, second, fourth, fifth].each { assert last(it) ==~ /\[INFO\] ami-[0-9a-f]{17}/ }

has(first, 'PV-GRUB: pv-grub-hd0_1.05-x86_64.gz (aki-70cb0e10)')
has(first, 'PV-GRUB: pv-grub-hd0_1.05-x86_64.gz (aki-dc9ed9af)')
assert first.count('Shared: ami-') == 2
has(first, 'with 111122223333, arn:aws:organizations::111122223333:organization/o-abcdefghij;')
assert second.count('has this content already; nothing is sent') == 2
assert !(second =~ /Sent:|Snapshot:|Shared:/), 'something was done'
assert last(second) == last(first)

has(third, 'ec2:CopyImage in eu-west-1')
assert (third =~ /Deleted: ami-[0-9a-f]{17}, of a run that failed/)
assert (third =~ /Deleted: snap-[0-9a-f]{17}, of a run that failed/)
has(fourth, 'No AMI in eu-west-1: AWS refuses ec2:CopyImage in eu-west-1')

// What the last run published: what the fourth had, and the copy that it lacked.
def output = new File(basedir, 'target/ec2-unikernel')
def result = new JsonSlurper().parse(new File(output, 'published.json'))
assert "[INFO] $result.imageId" == last(fourth)
assert result.images*.region == ['us-west-2', 'eu-west-1']
assert result.images*.reused == [true, false]
assert result.images*.kernelId == ['aki-70cb0e10', 'aki-dc9ed9af']
assert result.images*.name.unique().size() == 1
assert result.images[0].name ==~ /two-regions 1\.0 \([0-9a-f]{12}\)/
assert result.failed == []
assert result.bytesSent == 0

def properties = new Properties()
new File(output, 'published.properties').withReader { properties.load(it) }
assert properties['unikernel.amiId'] == result.imageId
assert properties['unikernel.amiId.eu-west-1'] == result.images[1].imageId

assert new File(basedir, 'ec2-unikernel.lock').readLines().findAll { !it.startsWith('#') } == [
  'eu-west-1 aki-dc9ed9af pv-grub-hd0_1.05-x86_64.gz',
  'us-west-2 aki-70cb0e10 pv-grub-hd0_1.05-x86_64.gz']

// Two contents in two regions: four snapshots and no more, whatever failed in between.
def stored = []
new File(basedir, 'local-ec2').eachFileRecurse { if (it.name ==~ /snap-.*\.raw/) stored << it }
assert stored.size() == 4
assert stored.groupBy { it.parentFile.path }*.value*.size() == [2, 2]
def newest = stored.findAll { it.name - '.raw' in result.images*.snapshots*.getAt('')*.id }
assert newest.size() == 2
def disk = new File(basedir, 'target/two-regions-1.0.raw')
newest.each { snapshot ->
  assert snapshot.length() == 1 << 30
  def bytes = new byte[disk.length() as int]
  snapshot.withDataInputStream { it.readFully(bytes) }
  assert Arrays.equals(bytes, disk.bytes), snapshot.name
}

// Both regions' disks come back, without a region in <aws>.
has(sixth, "from ${result.images[0].snapshots[''].id} in us-west-2")
has(seventh, "from ${result.images[1].snapshots[''].id} in eu-west-1")
['first', 'other'].each { name ->
  def bytes = new byte[disk.length() as int]
  new File(basedir, "target/${name}.raw").withDataInputStream { it.readFully(bytes) }
  assert Arrays.equals(bytes, disk.bytes), name
}
return true
