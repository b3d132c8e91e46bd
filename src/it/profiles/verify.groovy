// What PV-GRUB is said to take, where the loader found its menu, and what the guest then got.
def expected = [
  ['(hd0)/boot/mirage-os.gz', '/boot/data.bin', 'Mirage', '(hd0)', 'hd0', 'greeting=hi'],
  ['(hd0,0)/kernel', '/data.bin', 'Mirage-Test', '(hd0,1)', 'hd00', 'greeting=hi'],
  ['(hd0)/boot/program.bin', '/boot/data.bin', 'Unik', '(hd0)', 'hd0', 'greeting=hi'],
  ['(hd0)/boot/hello-notes.xen', '/boot/data.bin', 'rumprun-hello-notes.xen.ec2dir', '(hd0)', 'hd0',
   'greeting=hi _RUMPRUN_ROOTFSCFG=/json.cfg'],
]
def digest = new File(basedir, 'data.bin').bytes.digest('SHA-256')
def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == expected.size()
runs.eachWithIndex { run, index ->
  def (kernel, module, title, grubDevice, old, arguments) = expected[index]
  def device = kernel.substring(0, kernel.indexOf(')') + 1)
  ["PV-GRUB 1.04 takes $kernel with the modules $module (5000 bytes) from entry 0 ('$title') of $device/boot/grub/menu.lst",
   "PV-GRUB 1.03 ($old) takes the same",
   "guest | pvgrub: menu $grubDevice/boot/grub/menu.lst",
   "guest | cmdline: $arguments",
   "guest | module 0: 5000 bytes sha256=$digest",
   'the guest powered off by itself, and all 3 expected lines came'].each { wanted ->
    assert run.readLines().any { it.contains(wanted) }, "invocation ${index + 1}: $wanted"
  }
}

// An unpartitioned disk is published as one with partitions is: EC2's PV-GRUB finds out itself.
assert runs[3] =~ /(?m)^\[INFO\] ami-[0-9a-f]{17}$/
def image = new File(basedir, 'local-ec2').with { folder ->
  def found = []
  folder.eachFileRecurse { if (it.file && it.name.contains('ami-')) found << it.text }
  found.join('\n')
}
assert image.contains('/dev/sda1')
