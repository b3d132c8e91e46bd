// The distribution's Linux and BusyBox, which the harness's tests fetch, are the guest that reads the volumes.
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

def linux = new File(basedir, '../../../../harness/target/linux')
assert linux.exists(), "no $linux: run the harness's integration tests first"
def root = new File(basedir, 'linux/root')
['bin', 'proc', 'dev', 'mnt'].each { new File(root, it).mkdirs() }
new File(basedir, 'linux/vmlinuz').bytes = new File(linux, 'vmlinuz').bytes
new File(root, 'bin/busybox').bytes = new File(linux, 'busybox').bytes
new File(root, 'bin/busybox').setExecutable(true)
def modules = new File(linux, 'order').readLines()
(modules.collect { it + '.ko' } + 'order').each { new File(root, it).bytes = new File(linux, it).bytes }
new File(root, 'init').text = new File(basedir, 'init').text
new File(root, 'init').setExecutable(true)
def names = new File(basedir, 'linux/names')
names.text = (['.', 'bin', 'bin/busybox', 'proc', 'dev', 'mnt', 'init', 'order'] + modules.collect { it + '.ko' }).join('\n') + '\n'
run(['cpio', '-o', '-H', 'newc'], root, names, new File(basedir, 'linux/initrd.cpio'))
return true
