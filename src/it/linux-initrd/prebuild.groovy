// Debian's Linux and BusyBox are in the appliance that boots all disks here; the harness's tests have made it.
def cache = new File(System.getenv('XDG_CACHE_HOME') ?: "${System.getProperty('user.home')}/.cache", 'ec2-unikernel')
def appliances = cache.listFiles().findAll { it.name.startsWith('appliance-') && new File(it, 'packages').exists() }
assert appliances, "no appliance in $cache: boot anything first"
def appliance = appliances.max { it.lastModified() }

def run = { List<String> command, File folder, File input, File output ->
  def process = new ProcessBuilder(command).directory(folder)
    .redirectInput(input).redirectOutput(output).redirectError(ProcessBuilder.Redirect.DISCARD).start()
  assert process.waitFor() == 0, command
}
def work = new File(basedir, 'linux')
def root = new File(work, 'root')
root.mkdirs()
new File(work, 'vmlinux').bytes = new File(appliance, 'vmlinux').bytes
run(['cpio', '-i', '-d', 'bin/busybox'], root, new File(appliance, 'initramfs.cpio'), new File(work, 'cpio.log'))
new File(root, 'init').text = new File(basedir, 'init').text
new File(root, 'init').setExecutable(true)
def names = new File(work, 'names')
names.text = '.\ninit\nbin\nbin/busybox\n'
run(['cpio', '-o', '-H', 'newc'], root, names, new File(work, 'initrd.cpio'))
return true
