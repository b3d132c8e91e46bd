import groovy.json.JsonSlurper

def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 10
def read = { String name -> new JsonSlurper().parse(new File(basedir, "target/$name")) }

def before = read('before.json')
assert before.releases.size() == 2
assert before.orphans == []
before.releases.each { release ->
  assert release.artifact == 'com.example:old-versions-go'
  assert release.version == '1.0'
  assert release.images*.region.sort() == ['eu-west-1', 'us-west-2']
}
has(runs[2], 'com.example:old-versions-go 1.0 (')
before.releases.each { it.images.each { image -> has(runs[2], image.amiId) } }

// The newest stays; what goes is shown, and only then goes.
def (newest, oldest) = before.releases
runs[3..4].each { shown ->
  has(shown, 'stays: it is one of the newest 1')
  has(shown, 'Nothing was removed. To remove it: -Dunikernel.prune.apply')
  oldest.images.each { has(shown, it.amiId) }
  assert !shown.contains('Deregistered:')
}
oldest.images.each { image ->
  has(runs[5], "Deregistered: $image.amiId in $image.region")
  image.snapshotIds.each { has(runs[5], "Deleted: $it in $image.region") }
}
def after = read('after.json')
assert after.releases == [newest]
assert after.orphans == []

has(runs[7], 'Neither a version nor an AMI is named that is to be deleted')
newest.images.each { has(runs[8], "Deregistered: $it.amiId in $it.region") }
has(runs[9], 'There is nothing of version 1.0 of com.example:old-versions-go.')

def stored = []
new File(basedir, 'local-ec2').eachFileRecurse {
  if (it.name ==~ /(snap|ami)-.*/) stored << it.name
}
assert stored == []
return true
