def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
has(log, "<formats> names 'vdi'. Give one of vmdk, vhd, vhd-dynamic, qcow2")

def raw = new File(basedir, 'target/formats-1.0.raw')
def installed = new File(localRepositoryPath, 'com/example/formats/1.0')
['formats-1.0.vmdk': 'vmdk', 'formats-1.0.vhd': 'vpc', 'formats-1.0-dynamic.vhd': 'vpc', 'formats-1.0.qcow2': 'qcow2'].each { name, format ->
  def file = new File(installed, name)
  assert file.bytes == new File(basedir, "target/$name").bytes
  has(log, "target/$name (${file.length()} bytes)")
  def compare = ['qemu-img', 'compare', '-f', 'raw', '-F', format, raw.path, file.path].execute()
  assert compare.text == 'Images are identical.\n'
}
assert new File(installed, 'formats-1.0.raw').bytes == raw.bytes
// Nothing half-made stays.
assert !new File(basedir, 'target').list().any { it.endsWith('.part') }
