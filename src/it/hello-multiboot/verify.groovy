import groovy.json.JsonSlurper

def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
runs.each { run -> ['BIOS, 128 MiB, 1 vcpu, QEMU (',
  'guest | given by: multiboot 1',
  'guest | cmdline: greeting=hi',
  'guest | READY'].each { wanted -> assert run.contains(wanted), wanted } }

def disk = new File(basedir, 'target/hello-multiboot-1.0.raw')
def back = new File(basedir, 'target/read-back.raw')
assert back.length() == 1 << 30
back.withInputStream { assert Arrays.equals(it.readNBytes((int) disk.length()), disk.bytes) }

def image = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json')).images[0]
assert image.imageId ==~ /ami-[0-9a-f]{17}/ && image.kernelId == null
return true
