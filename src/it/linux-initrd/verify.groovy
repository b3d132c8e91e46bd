def runs = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert runs.size() == 2
def size = new File(basedir, 'linux/initrd.cpio').length()
["takes (hd0,0)/vmlinuz with the initrd /initrd.cpio ($size bytes) from entry 0",
 'Booting: pvgrub, 256 MiB',
 'booted with: console=hvc0 quiet',
 'and all 2 expected lines came'].each { wanted -> assert runs[0].contains(wanted), wanted }
assert runs[1].contains("<ramdiskMode> is 'module', but the kernel $basedir/linux/vmlinuz is Linux")
return true
