def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
has(log, "PV-GRUB 1.04 takes (hd0)/boot/hello.xen from entry 0 ('Made elsewhere') of (hd0)/boot/grub/menu.lst")
has(log, 'PV-GRUB 1.03 (hd0) takes the same')
has(log, 'PV-GRUB 1.03 (hd00) finds no menu.lst: (hd0,0): there is no partition table')
has(log, 'guest | cmdline: from=elsewhere')
assert new File(basedir, 'target/ec2-unikernel/TEST-boot.xml').text.contains('name="disk.raw"')
