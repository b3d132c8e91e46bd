def has = { String text, String wanted -> assert text.contains(wanted), wanted }

def log = new File(basedir, 'build.log').text
has(log, 'xen-qemu: qemu-system-x86_64 is not on the PATH, so nothing can be booted here. qemu: the disk ')
has(log, 'Install it: sudo apt-get install --no-install-recommends qemu-system-x86')
has(log, 'MojoExecutionException')
has(new File(basedir, 'target/ec2-unikernel/TEST-boot.xml').text, 'errors="1"')
