import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
runs.each { run -> ['BIOS, 128 MiB, 1 vcpu, Xen in QEMU (',
  'guest | cmdline: greeting=hi',
  'guest | READY'].each { wanted -> assert run.contains(wanted), wanted } }

def disk = new File(basedir, 'target/hello-shim-1.0.raw')
def back = new File(basedir, 'target/read-back.raw')
assert back.length() == 1 << 30
def report = new XmlSlurper().parse(new File(basedir, 'target/ec2-unikernel/TEST-boot.xml'))
assert report.'**'.find { it.@name == 'disk' }.@value.text().endsWith('/target/read-back.raw'), 'another disk was booted'
back.withInputStream { assert Arrays.equals(it.readNBytes((int) disk.length()), disk.bytes) }

def result = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json'))
assert result.bootWay == 'shim'
def image = new JsonSlurper().parse(new File(basedir, "local-ec2/us-west-2/images/${result.imageId}.json")).image
assert image.VirtualizationType == 'hvm' && image.BootMode == 'legacy-bios' && image.RootDeviceName == '/dev/xvda'
assert image.KernelId == null
def tags = image.TagSet.collectEntries { [it.Key, it.Value] }
assert tags['ec2-unikernel:boot-way'] == 'shim'
assert tags['ec2-unikernel:launches-on'].contains('t2 m4') && tags['ec2-unikernel:does-not-launch-on'].contains('Nitro')
assert image.Description.contains('EXPERIMENTAL') || image.Description.contains('experiment')
assert runs[0].contains('[WARNING] The boot way shim is an experiment')
return true
