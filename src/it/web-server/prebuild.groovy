// The distribution's Linux, its driver for Xen's networks, and BusyBox, as the harness's tests fetch them.
def linux = new File(basedir, '../../../../harness/target/linux')
assert linux.exists(), "no $linux: run the harness's integration tests first"

def run = { List<String> command, File folder, File input, File output ->
  def process = new ProcessBuilder(command).directory(folder)
    .redirectInput(input).redirectOutput(output).redirectError(ProcessBuilder.Redirect.DISCARD).start()
  assert process.waitFor() == 0, command
}
def work = new File(basedir, 'linux')
def root = new File(work, 'root')
new File(root, 'bin').mkdirs()
new File(work, 'vmlinuz').bytes = new File(linux, 'vmlinuz').bytes
def programs = ['init', 'dhcp', 'bin/busybox']
['init', 'dhcp'].each { new File(root, it).text = new File(basedir, it).text }
new File(root, 'bin/busybox').bytes = new File(linux, 'busybox').bytes
programs.each { new File(root, it).setExecutable(true) }
// what packets are sent raw by may be built in
def modules = ['af_packet', 'xen-netfront'].findAll { new File(linux, "${it}.ko").exists() }.collect { "${it}.ko" }
modules.each { new File(root, it).bytes = new File(linux, it).bytes }
def names = new File(work, 'names')
names.text = (['.', 'bin'] + programs + modules).join('\n') + '\n'
run(['cpio', '-o', '-H', 'newc'], root, names, new File(work, 'initrd.cpio'))
return true
