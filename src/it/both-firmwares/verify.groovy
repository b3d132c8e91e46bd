import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.count('guest | READY') == 2
['Booting: BIOS, ', 'Booting: UEFI, '].each { wanted -> assert log.contains(wanted), wanted }

def result = new JsonSlurper().parse(new File(basedir, 'target/ec2-unikernel/published.json'))
def image = new JsonSlurper().parse(new File(basedir, "local-ec2/us-west-2/images/${result.imageId}.json")).image
assert image.VirtualizationType == 'hvm' && image.BootMode == 'uefi-preferred' && image.KernelId == null
return true
