def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
has(log, 'guest | cmdline: greeting=hi')
has(log, 'the guest powered off by itself, and the expected line came')
assert new File(basedir, 'target/hello-notes.xen.raw').length() == 2 << 20
assert new File(basedir, 'target/ec2-unikernel/TEST-boot.xml').text.contains('name="hello-notes.xen"')
