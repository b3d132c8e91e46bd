import groovy.json.JsonSlurper

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 4
assert runs[1].contains('guest | cmdline: greeting=hi') && runs[1].contains('guest | READY')
assert runs[2].contains('pom.xml')
assert runs[3].contains('The qcow2 would be written over the <disk> ')

def result = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json'))
assert result.bootWay == 'disk'
def raw = new File(basedir, 'target/ready-disk-1.0.raw')
assert raw.bytes.digest('SHA-256') == result.disks[0].sha256
def image = new JsonSlurper().parse(new File(basedir, "local-ec2/us-west-2/images/${result.imageId}.json")).image
assert image.VirtualizationType == 'hvm' && image.BootMode == 'legacy-bios' && image.KernelId == null
return true
