import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
runs.each { run -> ['BIOS, 128 MiB, 1 vcpu, QEMU (',
  'guest | given by: multiboot 2',
  'guest | READY'].each { wanted -> assert run.contains(wanted), wanted } }

// The image comes near to the type that it is checked for; a disk that is only booted is for no AMI.
assert runs[0].contains('The boot comes as near as it can to t3.micro, the first of <instanceTypes> of <check>')
assert runs[0].contains('t3.micro: unknown') && !runs[1].contains('comes as near')
def facts = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/boot.json')).boot.machine.facts
assert facts.find { it.name == 'disks' }.value == 'virtio' && !facts.any { it.name == 'instance type' }

def disk = new File(basedir, 'target/hello-multiboot2-1.0.raw')
def back = new File(basedir, 'target/read-back.raw')
assert back.length() == 1 << 30
def report = new XmlSlurper().parse(new File(basedir, 'target/ec2-unikernel/TEST-boot.xml'))
assert report.'**'.find { it.@name == 'disk' }.@value.text().endsWith('/target/read-back.raw'), 'another disk was booted'
back.withInputStream { assert Arrays.equals(it.readNBytes((int) disk.length()), disk.bytes) }

def result = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json'))
assert result.bootWay == 'multiboot'
def image = new JsonSlurper().parse(new File(basedir, "local-ec2/us-west-2/images/${result.imageId}.json")).image
assert image.VirtualizationType == 'hvm' && image.BootMode == 'legacy-bios' && image.RootDeviceName == '/dev/xvda'
assert image.KernelId == null
def tags = image.TagSet.collectEntries { [it.Key, it.Value] }
assert tags['ec2-unikernel:boot-way'] == 'multiboot'
assert tags['ec2-unikernel:does-not-launch-on'].contains('Xen PV: t1 m1 m2 c1')
return true
