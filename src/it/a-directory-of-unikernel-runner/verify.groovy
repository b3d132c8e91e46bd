def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
def run = new File(basedir, 'target/ec2-unikernel/run.json').text
has(log, 'Booting: the kernel itself, 128 MiB, 1 vcpu, 1 volume, QEMU (')
assert run == '{"rc":[{"bin":"web","argv":["-v"]}],"hostname":"web","mount":{"/data":{"source":"blk","path":"/dev/ld0a"}}}'
assert log =~ /guest \| module 0 \(\S*run\.json\): / + java.util.regex.Pattern.quote(run)
has(log, 'guest | pci: 1af4:1001')
has(log, 'the guest powered off by itself, and the expected line came')
assert new File(basedir, 'target/ec2-unikernel/TEST-boot.xml').text.contains('name="web"')
