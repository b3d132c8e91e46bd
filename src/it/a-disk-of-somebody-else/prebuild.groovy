// An ext4 on a disk without partitions, as somebody else makes it.
def tree = new File(basedir, 'tree/boot/grub')
tree.mkdirs()
new File(tree, 'menu.lst').text = '''default 0
timeout 1
title Made elsewhere
root (hd0)
kernel /boot/hello.xen from=elsewhere
'''
def kernel = new File(basedir, '../../../../harness/src/test/kernels/hello-notes.xen').canonicalFile
new File(tree.parentFile, 'hello.xen').bytes = kernel.bytes
def words = ['/sbin/mke2fs', '-q', '-t', 'ext4', '-O', '^64bit,^metadata_csum', '-d', 'tree', 'disk.raw', '8M']
def mke2fs = new ProcessBuilder(words).directory(basedir).redirectErrorStream(true).start()
def output = mke2fs.inputStream.text
assert mke2fs.waitFor() == 0, output
return true
