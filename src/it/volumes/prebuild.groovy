// Debian's Linux and BusyBox (packages linux-image-amd64, busybox-static) are the guest that reads the volumes.
def run = { List<String> command, File folder, File input, File output ->
  def process = new ProcessBuilder(command).directory(folder)
    .redirectInput(input).redirectOutput(output).redirectError(ProcessBuilder.Redirect.DISCARD).start()
  assert process.waitFor() == 0, command
}
def bytes = new byte[1234567]
new Random(1).nextBytes(bytes)
new File(basedir, 'ready.img').bytes = bytes
// More than the direct and the indirect blocks of an inode hold.
def large = new byte[6 << 20]
new Random(2).nextBytes(large)
new File(basedir, 'site/large.bin').bytes = large

def kernel = new File('/boot').listFiles().findAll { it.name ==~ /vmlinuz-.*-amd64/ }.max { it.name }
assert kernel, 'no Linux in /boot'
def root = new File(basedir, 'linux/root')
['bin', 'proc', 'dev', 'mnt'].each { new File(root, it).mkdirs() }
new File(basedir, 'linux/vmlinuz').bytes = kernel.bytes
new File(root, 'bin/busybox').bytes = new File('/bin/busybox').bytes
new File(root, 'bin/busybox').setExecutable(true)
def modules = ['crc16', 'crc32c_generic', 'mbcache', 'jbd2', 'ext4', 'xen-blkfront']
new File("/lib/modules/${kernel.name - 'vmlinuz-'}/kernel").eachFileRecurse { file ->
  if (file.name.endsWith('.ko') && file.name - '.ko' in modules) new File(root, file.name).bytes = file.bytes
}
new File(root, 'init').text = new File(basedir, 'init').text
new File(root, 'init').setExecutable(true)
def names = new File(basedir, 'linux/names')
names.text = (['.', 'bin', 'bin/busybox', 'proc', 'dev', 'mnt', 'init'] + modules.collect { it + '.ko' }).join('\n') + '\n'
run(['cpio', '-o', '-H', 'newc'], root, names, new File(basedir, 'linux/initrd.cpio'))
return true
