import groovy.json.JsonSlurper

def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 5
def (none, setup, first, second, teardown) = runs

has(none, "bucket 'disks'")
has(setup, "Now: make the bucket 'disks' in us-west-2.")
has(setup, "Now: make the role 'vmimport', which only VM Import may take on.")

// The goal's lines end where Maven's summary begins; the last one is the AMI id alone.
def ami = { String run ->
  def lines = run.readLines()
  lines = lines.drop(lines.findIndexOf { it.contains(':deploy (default-deploy)') } + 1)
  lines.takeWhile { !it.contains('-----') }.last() - '[INFO] '
}
[first, second].each { run ->
  assert ami(run) ==~ /ami-[0-9a-f]{17}/
  assert run =~ /import-snap-[0-9a-f]{17}/
  has(run, 's3://disks/ec2-unikernel/')
}
assert ami(first) != ami(second)
has(first, '/disk.raw')
has(second, '/disk.vmdk')

def state = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json'))
assert state.imageId == ami(second)

// The images and what they are made of, with the disk's bytes, whatever the format in between.
def region = new File(basedir, 'local-ec2/us-west-2')
assert new File(region, 'images').list().sort() == [ami(first), ami(second)].collect { it + '.json' }.sort()
def snapshots = new File(region, 'snapshots').listFiles().findAll { it.name.endsWith('.raw') }
assert snapshots.size() == 2
def disk = new File(basedir, 'target/published-through-s3-1.0.raw').bytes
def newest = snapshots.find { it.name == state.images[0].snapshots[''].id + '.raw' }
def bytes = new byte[disk.length]
newest.withDataInputStream { it.readFully(bytes) }
assert Arrays.equals(bytes, disk)

// Nothing is left in the bucket, nor the bucket itself, which teardown takes down only when it is empty.
has(teardown, "Now: delete the bucket 'disks'.")
has(teardown, "Now: delete the role 'vmimport'.")
def left = []
def s3 = new File(basedir, 'local-ec2/s3')
if (s3.exists()) s3.eachFileRecurse(groovy.io.FileType.FILES) { left << it }
assert left == []
