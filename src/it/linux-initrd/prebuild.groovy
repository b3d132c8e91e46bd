// The distribution's Linux and BusyBox, as the harness's tests fetch them.
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
new File(root, 'bin/busybox').bytes = new File(linux, 'busybox').bytes
new File(root, 'bin/busybox').setExecutable(true)
new File(root, 'init').text = new File(basedir, 'init').text
new File(root, 'init').setExecutable(true)
def names = new File(work, 'names')
names.text = '.\ninit\nbin\nbin/busybox\n'
run(['cpio', '-o', '-H', 'newc'], root, names, new File(work, 'initrd.cpio'))
return true
